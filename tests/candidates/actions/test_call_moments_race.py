"""Two hundred people press on one moment, each on a connection of their own: one has it, the others hear so.

Only the constraint of the table says so: without it the same rig gives the moment to many.
"""

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from candidates.actions.call_moments import MomentTaken, choose_moment
from candidates.models import CallMoment, Organisation, Rejection, TakenTime
from candidates.rules.workdays import Calendar
from tests import cast
from tests.call_cast import NOW, asked
from tests.candidates.actions.test_call_moments import ELEVEN, QUARTER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PEOPLE = 200
CONSTRAINT = "nobody_in_two_places"


@pytest.fixture
def calendar() -> Calendar:
    return cast.hospital().calendar()


def people(count: int) -> list[Rejection]:
    return [asked(name=f"Kandidaat{n} Test", email=f"k{n}@example.org") for n in range(count)]


def all_at_once(people: list[Rejection], calendar: Calendar) -> Counter[str]:
    """Every press has a real connection, open before the first one begins."""
    start, answers = threading.Barrier(len(people)), Counter[str]()

    def press(rejection: Rejection) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            choose_moment(rejection, starts_at=ELEVEN, calendar=calendar, at=NOW)
            answers["chosen"] += 1
        except MomentTaken:
            answers["taken"] += 1
        except Exception as trouble:
            answers[repr(trouble)] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[rejection]) for rejection in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


def test_one_of_two_hundred_has_the_moment(calendar: Calendar) -> None:
    assert all_at_once(people(PEOPLE), calendar) == {"chosen": 1, "taken": PEOPLE - 1}
    assert (CallMoment.objects.count(), TakenTime.objects.count()) == (1, 1)


@pytest.fixture
def no_constraint() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [CONSTRAINT])
        definition = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE candidates_takentime DROP CONSTRAINT {CONSTRAINT}")
    yield
    TakenTime.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE candidates_takentime ADD CONSTRAINT {CONSTRAINT} {definition}")


def test_control_without_the_constraint_many_have_it(calendar: Calendar, no_constraint: None) -> None:
    answers = all_at_once(people(PEOPLE // 5), calendar)
    assert answers["chosen"] > 1
    assert TakenTime.objects.count() == answers["chosen"]
    CallMoment.objects.all().delete()


def test_one_person_who_presses_on_many_moments_at_once_has_one(calendar: Calendar) -> None:
    rejection = asked()
    start, answers = threading.Barrier(8), Counter[str]()

    def press(number: int) -> None:
        try:
            start.wait(timeout=30)
            choose_moment(rejection, starts_at=ELEVEN + number * QUARTER, calendar=calendar, at=NOW)
            answers["chosen"] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert answers == {"chosen": 8}
    assert CallMoment.objects.filter(given_up_at=None).count() == 1
    assert TakenTime.objects.count() == 1
    assert Organisation.objects.count() == 1
