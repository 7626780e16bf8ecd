"""A draft that saves itself, without writing over anybody and without a history of half sentences."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.access.typing import mark
from candidates.models import Deadline, Feedback, Letter, Read, Rejection
from tests import cast, letter_cast
from tests.letter_cast import ADVICE, NOW, WENT_WELL, WHY_NOT

pytestmark = pytest.mark.django_db(transaction=True)  # each save a transaction of its own, as in the portal
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed(recruiter=cast.nadia(password=cast.PASSWORD))


@pytest.fixture
def nadia(client: Client, rejection: Rejection) -> Client:
    client.force_login(rejection.recruiter)
    return client


@pytest.fixture
def bram(rejection: Rejection) -> Client:
    """The task went to Bram, so he writes too."""
    client, colleague = Client(), cast.bram()
    Deadline.objects.update(owner=colleague)
    client.force_login(colleague)
    return client


def typing(client: Client, rejection: Rejection, **fields: Any) -> Any:
    given = {"went_well": WENT_WELL, "why_not": "", "advice": "", "version": 0, "page_key": "a" * 16}
    return client.post(reverse("draft_keep", args=[rejection.public_id]), given | fields, headers=HTMX)


def saving(client: Client, rejection: Rejection, **fields: Any) -> Any:
    given = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": ADVICE, "version": 0, "page_key": "a" * 16}
    return client.post(reverse("feedback", args=[rejection.public_id]), given | {"do": "keep"} | fields)


def page(client: Client, rejection: Rejection) -> Any:
    return client.get(reverse("feedback", args=[rejection.public_id]))


def test_it_is_saved_while_somebody_types_and_says_when(nadia: Client, rejection: Rejection) -> None:
    answer = typing(nadia, rejection)

    assert "Bewaard om 10:12" in answer.content.decode()
    assert Feedback.objects.get().went_well == WENT_WELL
    assert (Letter.objects.count(), Read.objects.count()) == (0, 0)
    assert page(nadia, rejection).context["form"]["went_well"].value() == WENT_WELL


def test_the_time_is_said_once_a_minute(nadia: Client, rejection: Rejection) -> None:
    assert typing(nadia, rejection, **{"seen-kept": "10:12"}).status_code == 204
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert typing(nadia, rejection, **{"seen-kept": "10:12"}).status_code == 204  # nothing was typed since
        more = typing(nadia, rejection, advice="Oefen met rekenen.", **{"seen-kept": "10:12"})
        assert "10:13" in more.content.decode()


def test_everything_that_stood_on_the_page_comes_back(nadia: Client, rejection: Rejection) -> None:
    requirement = letter_cast.requirement(rejection.vacancy)
    typing(
        nadia,
        rejection,
        requirement=requirement.pk,
        reason="hours",
        reason_details="De functie is 36 uur.",
        when="later",
        at="12:30",
    )

    shown = page(nadia, rejection).context
    form, send = shown["form"], shown["send"]
    assert [str(form[name].value()) for name in ("requirement", "reason", "reason_details")] == [
        str(requirement.pk),
        "hours",
        "De functie is 36 uur.",
    ]
    assert (send["when"].value(), send["at"].value()) == ("later", "12:30")
    rejection.refresh_from_db()
    assert rejection.reason == ""  # the decision itself changes with the button


def test_half_sentences_are_no_history_and_the_button_writes_one(nadia: Client, rejection: Rejection) -> None:
    for words in ("Je", "Je br", "Je brief", WENT_WELL):
        typing(nadia, rejection, went_well=words)
    feedback = Feedback.objects.get()
    assert feedback.events.count() == 0

    saving(nadia, rejection, version=1)
    assert [event.went_well for event in feedback.events.order_by("pgh_id")] == [WENT_WELL]


def test_one_page_saves_over_its_own_text_whatever_its_version(nadia: Client, rejection: Rejection) -> None:
    for words in ("Eerst dit.", "Toen dat."):
        assert typing(nadia, rejection, went_well=words).status_code == 200
    assert saving(nadia, rejection, version=0).status_code == 302
    assert Feedback.objects.get().advice == ADVICE


def test_the_text_of_a_colleague_is_never_written_over_and_both_are_told(
    nadia: Client, bram: Client, rejection: Rejection
) -> None:
    typing(nadia, rejection, went_well="Van Nadia.")
    told = typing(bram, rejection, went_well="Van Bram.", page_key="b" * 16).content.decode()

    assert "Niet bewaard: Nadia Willems bewaarde deze tekst intussen." in told
    assert 'hx-swap-oob="innerHTML:#theirs-place"' in told
    assert "Van Nadia." in told
    assert Feedback.objects.get().went_well == "Van Nadia."
    seen = {"seen-version": "1"}
    assert typing(bram, rejection, went_well="Van Bram.", page_key="b" * 16, **seen).status_code == 204  # said once

    # The button, with both texts on the page, is a choice.
    assert saving(bram, rejection, went_well="Van Bram.", page_key="b" * 16, **seen).status_code == 302
    assert Feedback.objects.get().went_well == "Van Bram."
    assert "Bram Koster" in typing(nadia, rejection, went_well="Nog eens Nadia.").content.decode()
    assert Feedback.objects.get().went_well == "Van Bram."


def test_a_call_that_was_kept_meanwhile_counts_as_somebody_else(nadia: Client, rejection: Rejection) -> None:
    typing(nadia, rejection, went_well="Uit de mail.")
    nadia.post(
        reverse("call", args=[rejection.public_id]),
        {"result": "no_answer", "went_well": "Uit het telefoontje.", "why_not": "", "advice": ""},
    )
    assert "Uit het telefoontje." in typing(nadia, rejection, went_well="Weer de mail.").content.decode()


def test_a_mail_that_is_on_its_way_is_left_alone(nadia: Client, rejection: Rejection) -> None:
    letter_cast.to_candidate(rejection)
    assert typing(nadia, rejection).status_code == 204
    assert Feedback.objects.count() == 0


def test_who_is_logged_out_is_told_so_and_the_button_keeps_the_text(client: Client, rejection: Rejection) -> None:
    assert typing(client, rejection).status_code == 401
    assert Feedback.objects.count() == 0

    answer = saving(client, rejection, kept_for=mark(rejection.recruiter))
    client.post(answer.url, {"login": rejection.recruiter.email, "password": cast.PASSWORD})
    shown = page(client, rejection)
    assert shown.context["form"]["advice"].value() == ADVICE
    assert shown.context["page_key"] == "a" * 16  # still the same page: its own autosave is no stranger


def test_a_page_part_with_an_old_mark_keeps_nothing_away(rejection: Rejection) -> None:
    """After a login in another tab: the part is refused, and what waits in the session is not pushed out by it."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rejection.recruiter)
    url = reverse("draft_keep", args=[rejection.public_id])
    assert strict.post(url, {"kept_for": mark(rejection.recruiter)}, headers=HTMX).status_code == 403
    assert "typed" not in strict.session
