"""What a row of Vandaag says about a call and a talk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.call_moments import choose_moment, give_up_moment
from candidates.actions.calls import agree_on_talk
from candidates.actions.drafts import Draft, save_draft
from candidates.models import Deadline, Organisation, Rejection
from candidates.rules.points import Points
from candidates.rules.stages import Stage
from feedback_portal.views.worklist import Task
from tests import cast
from tests.call_cast import NOW, asked, called_twice
from tests.decision_cast import logged
from tests.letter_cast import to_candidate

pytestmark = pytest.mark.django_db

ELEVEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


def rows(client: Client, rejection: Rejection) -> list[Task]:
    client.force_login(rejection.recruiter)
    return list(client.get(reverse("today")).context["day"].tasks)


def choose(rejection: Rejection, moment: datetime = ELEVEN) -> None:
    choose_moment(rejection, starts_at=moment, calendar=Organisation.objects.current().calendar(), at=NOW)


def test_who_chose_a_moment_stands_there_with_it_until_it_is_over(client: Client) -> None:
    rejection = asked()
    choose(rejection)
    (row,) = rows(client, rejection)
    assert (row.under, row.at) == ("Daniëlle koos vandaag 11:00", ELEVEN)
    with time_machine.travel(ELEVEN + QUARTER, tick=False):
        (row,) = rows(client, rejection)
        assert "koos" not in row.under
    give_up_moment(rejection, at=NOW)
    (row,) = rows(client, rejection)
    assert "koos" not in row.under


def test_the_mail_that_asks_is_not_taken_for_the_one_that_tells(client: Client) -> None:
    rejection = called_twice()
    to_candidate(rejection, kind="ask_moment", key="ask", deadline=None, not_before=NOW + QUARTER)
    (row,) = rows(client, rejection)
    assert (row.planned, row.button) == (False, "Bel Daniëlle")
    page = client.get(reverse("today")).content.decode()
    assert reverse("ask_moment", args=[rejection.public_id]) in page  # among the mails that are ready to leave


def test_a_talk_on_a_later_day_that_was_chosen_is_not_late_before_that_day_is_over(client: Client) -> None:
    decided = NOW - timedelta(days=20)
    rejection = logged(stage=Stage.LATE_STAGE, decided_at=decided, at=decided)
    Deadline.objects.filter(kind="tell").update(met_at=decided, met_channel="call")
    calendar = Organisation.objects.current().calendar()
    (row,) = rows(client, rejection)
    assert row.time.kind == "late"

    agree_on_talk(rejection, moment=NOW + timedelta(hours=2), calendar=calendar, by=rejection.recruiter, at=NOW)
    (row,) = rows(client, rejection)
    assert (row.time.kind, row.due_at) == ("soon", datetime(2026, 11, 24, 16, tzinfo=UTC))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        (row,) = rows(client, rejection)
        assert row.time.kind == "late"


def test_with_more_rows_it_asks_no_more_questions(client: Client) -> None:
    first = asked()
    choose(first)
    rows(client, first)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("today"))
        questions = len(few)
    for number in range(3):
        other = asked(name=f"Kandidaat{number} X", email=f"k{number}@example.org")
        choose(other, ELEVEN + (number + 1) * QUARTER)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("today"))
        assert len(many) == questions


def test_whose_draft_it_is_stands_there_for_everybody_else(client: Client) -> None:
    rejection = logged(stage=Stage.CV_SCREENING, at=NOW, decided_at=NOW)
    save_draft(rejection, Draft(Points("Helder", "", "")), version=0, by=rejection.recruiter, at=NOW)
    (own,) = rows(client, rejection)
    assert "Je concept is bewaard." in own.what
    client.force_login(cast.hanna())
    (seen,) = client.get(reverse("today")).context["day"].tasks
    assert "Er is een concept van Nadia." in seen.what
