"""The page of something that was promised besides, and its row on Vandaag."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.actions.follow_ups import make_follow_up
from candidates.models import FollowUp, FollowUpKind
from tests import cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
WHAT = "Bellen over de vacature op de spoedeisende hulp"


@pytest.fixture
def promise() -> FollowUp:
    cast.hospital()
    now = timezone.now()
    rejection = logged(at=now, decided_at=now)
    nadia = rejection.recruiter
    return make_follow_up(
        rejection,
        kind=FollowUpKind.PROMISED,
        what=WHAT,
        due_at=now + timedelta(days=5),
        owner=nadia,
        by=nadia,
        at=now,
    )


@pytest.fixture
def desk(client: Client, promise: FollowUp) -> Client:
    client.force_login(promise.owner)
    return client


def test_it_stands_on_the_list_of_its_owner(desk: Client, promise: FollowUp) -> None:
    page = desk.get(reverse("today")).content.decode()
    assert WHAT in page
    assert reverse("follow_up", args=[promise.pk]) in page


def test_the_list_asks_the_same_questions_for_one_and_for_three(
    desk: Client, promise: FollowUp, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    desk.get(reverse("today"))
    with django_assert_max_num_queries(40) as one:
        desk.get(reverse("today"))
    for _number in range(2):
        make_follow_up(
            promise.rejection,
            kind=FollowUpKind.PROMISED,
            what=WHAT,
            due_at=promise.due_at,
            owner=promise.owner,
            by=promise.owner,
            at=timezone.now(),
        )
    with django_assert_num_queries(len(one)):
        desk.get(reverse("today"))


def test_it_is_kept_by_a_press(desk: Client, promise: FollowUp) -> None:
    answer = desk.post(reverse("follow_up", args=[promise.pk]), {"do": "done"})
    assert answer["Location"] == reverse("today")
    promise.refresh_from_db()
    assert promise.done_by == promise.owner


def test_it_is_dropped_for_a_reason_only(desk: Client, promise: FollowUp) -> None:
    page = desk.post(reverse("follow_up", args=[promise.pk]), {"do": "drop", "why": " "})
    assert page.status_code == 200
    assert "Schrijf in een paar woorden op waarom" in page.content.decode()
    desk.post(reverse("follow_up", args=[promise.pk]), {"do": "drop", "why": "De vacature is ingetrokken"})
    promise.refresh_from_db()
    assert promise.dropped_why == "De vacature is ingetrokken"


def test_looking_changes_nothing(desk: Client, promise: FollowUp) -> None:
    assert desk.get(reverse("follow_up", args=[promise.pk])).status_code == 200
    promise.refresh_from_db()
    assert promise.is_open


def test_it_goes_over_with_the_rejection(desk: Client, promise: FollowUp) -> None:
    bram = cast.bram()
    address = reverse("hand_over", args=[promise.rejection.public_id])
    assert "Toegezegd in een mail of gesprek" in desk.get(address).content.decode()
    desk.post(address, {"to": bram.pk, "why": "Ik ben twee weken weg"})
    promise.refresh_from_db()
    assert promise.owner == bram
