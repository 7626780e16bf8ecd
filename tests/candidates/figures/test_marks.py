"""The roll-up is marked by the database itself, whoever changes a row, and is never believed where it is marked."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from candidates.actions.figures import LOCK, count_marked_months
from candidates.figures.asked import Asked
from candidates.figures.promises import promise_figures
from candidates.models import Candidate, Deadline, FigureCount, FigureMark, Rejection, Vacancy
from candidates.rules.periods import ALL, period
from tests import cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db
NOW, HOUR = cast.NOW, timedelta(hours=1)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def rejection() -> Rejection:
    """Told in October, and counted."""
    cast.hospital()
    at = datetime(2026, 10, 6, 9, tzinfo=UTC)
    made = logged(decided_at=at, at=at)
    Deadline.objects.update(met_at=at + HOUR, met_channel="call", met_by=made.recruiter)
    count_marked_months(NOW)
    assert not FigureMark.objects.exists()
    return made


def marks() -> set[date]:
    return set(FigureMark.objects.values_list("month", flat=True))


def people() -> int:
    return promise_figures(Asked(period(ALL, NOW.date())), now=NOW).told().people


def test_a_new_decision_marks_nothing_until_somebody_is_told(rejection: Rejection) -> None:
    again = logged(name="Iemand Anders", email="anders@example.org")
    assert (marks(), people()) == (set(), 2)
    Deadline.objects.keep_promise(again.deadlines.get().pk, at=NOW, channel="call", by=again.recruiter)
    assert (marks(), people()) == ({NOVEMBER}, 2)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE candidates_deadline SET met_at = met_at + interval '1 hour'",
        "UPDATE candidates_deadline SET met_channel = 'mail'",
        "UPDATE candidates_deadline SET met_at = NULL",
        "UPDATE candidates_rejection SET undone_at = now()",
        "UPDATE candidates_rejection SET reason = 'other'",
        "UPDATE candidates_vacancy SET department_id = NULL",
        "DELETE FROM candidates_deadline",
    ],
)
def test_any_change_of_a_settled_row_marks_its_month(rejection: Rejection, change: str) -> None:
    """Also one that no line of ours makes."""
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert marks() == {OCTOBER}


def test_what_no_figure_counts_marks_nothing(rejection: Rejection) -> None:
    Deadline.objects.update(ring_at=NOW, remind_at=NOW)
    Candidate.objects.update(name="", anonymised_at=NOW)
    Rejection.objects.update(reason_details="anders", keep_until=None)
    Vacancy.objects.update(title="Planner")
    assert marks() == set()


def test_a_marked_month_is_counted_from_its_rows(rejection: Rejection) -> None:
    FigureCount.objects.update(count=1000)
    assert people() == 1000
    FigureMark.objects.create(month=OCTOBER)
    assert people() == 1
    assert count_marked_months(NOW) == 1
    assert (people(), marks()) == (1, set())


def test_the_command_finds_what_differs_and_repairs_it(rejection: Rejection) -> None:
    call_command("figures", stdout=StringIO())
    FigureCount.objects.update(count=F("count") + 1)
    with pytest.raises(CommandError, match="1 of 1 months differ"):
        call_command("figures", stdout=StringIO())
    said = StringIO()
    call_command("figures", repair=True, stdout=said)
    assert "1 of 1 months counted anew" in said.getvalue()
    call_command("figures", stdout=StringIO())
    assert people() == 1


def test_the_command_finds_a_month_whose_rows_are_gone(rejection: Rejection) -> None:
    FigureCount.objects.filter(month=OCTOBER).update(month=date(2020, 1, 1))
    with pytest.raises(CommandError, match="2 of 2 months differ"):
        call_command("figures", stdout=StringIO())
    call_command("figures", repair=True, stdout=StringIO())
    assert list(FigureCount.objects.values_list("month", "count")) == [(OCTOBER, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_being_made_while_the_clock_counts_is_not_lost(rejection: Rejection) -> None:
    """It cannot be seen yet, so it is not counted; its mark cannot be seen either, so it stays."""
    FigureMark.objects.create(month=OCTOBER)
    with closing(psycopg2.connect(**connection.get_connection_params())) as other, other.cursor() as cursor:
        cursor.execute("UPDATE candidates_rejection SET undone_at = now()")
        assert count_marked_months(NOW) == 1
        assert (people(), marks()) == (1, set())
        other.commit()
    assert (people(), marks()) == (0, {OCTOBER})
    assert (count_marked_months(NOW), people(), marks()) == (1, 0, set())


@pytest.mark.django_db(transaction=True)
def test_one_counts_at_a_time_and_the_other_does_not_wait(rejection: Rejection) -> None:
    FigureMark.objects.create(month=OCTOBER)
    with closing(psycopg2.connect(**connection.get_connection_params())) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        assert count_marked_months(NOW) == 0
        with pytest.raises(CommandError, match="counting right now"):
            call_command("figures", repair=True, stdout=StringIO())
        other.rollback()  # a closed connection lets go a moment later
    assert (count_marked_months(NOW), marks()) == (1, set())


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_somebody_at_once_do_not_wait_for_each_other(rejection: Rejection) -> None:
    """Both mark the same month, neither has committed."""
    again = logged(name="Iemand Anders", email="anders@example.org", decided_at=rejection.decided_at)
    tell = "UPDATE candidates_deadline SET met_at = now(), met_channel = 'mail' WHERE rejection_id = %s"
    params = connection.get_connection_params()
    with closing(psycopg2.connect(**params)) as one, closing(psycopg2.connect(**params)) as two:
        for link, told in ((one, rejection), (two, again)):
            with link.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
                cursor.execute(tell, [told.pk])
        one.commit(), two.commit()
    assert FigureMark.objects.filter(month=OCTOBER).count() == 2
