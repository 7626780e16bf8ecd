"""A talk agreed on by hand takes its recruiter's time, beside the quarters of the spreekuur; a slot takes its own."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from candidates.actions.call_moments import ColleagueIsBusy
from candidates.actions.calls import Said, TimeTaken, agree_on_talk, talk_held
from candidates.actions.handover import hand_over_all
from candidates.models import Deadline, DeadlineKind, Organisation, Rejection, TakenTime
from candidates.queries.call_moments import taken_of
from feedback_portal.actions.undoing import take_back
from tests import cast
from tests.decision_cast import logged
from tests.spreekuur_cast import NOW, THURSDAY, booked, day, here, recruiter, slot

AT = here(26, 13, 45)
SPAN = (AT, AT + timedelta(minutes=15))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    return cast.hospital()


@pytest.fixture
def lotte() -> Rejection:
    """Nadia owes her a talk."""
    return logged(talent_pool=True, name="Lotte Smit", email="lotte@example.org")


def agree(about: Rejection, moment=AT) -> Deadline:
    calendar = Organisation.objects.current().calendar()
    return agree_on_talk(about, moment=moment, calendar=calendar, by=about.recruiter, at=NOW)


def taken(name: str = "Nadia") -> list[tuple]:
    return taken_of(recruiter(name), since=NOW, until=AT + timedelta(days=30))


def test_it_takes_the_hour_once_and_gives_it_back_when_agreed_anew(lotte: Rejection) -> None:
    agree(lotte)
    agree(lotte)
    assert taken() == [SPAN]
    agree(lotte, AT + timedelta(hours=1))
    assert taken() == [(AT + timedelta(hours=1), AT + timedelta(hours=1, minutes=15))]


def test_nobody_is_agreed_with_twice_nor_beside_an_open_slot(lotte: Rejection) -> None:
    agree(lotte)
    kofi = logged(talent_pool=True, name="Kofi Mensah", email="kofi@example.org")
    with pytest.raises(TimeTaken):
        agree(kofi)
    day()
    assert [s.closed_why for s in slot(13, 45).day.slots.in_order()] == ["", "", "", "busy", "", ""]
    with pytest.raises(TimeTaken):
        agree(kofi, here(26, 14))


def test_the_hour_is_free_when_the_talk_was_held_or_is_not_owed(lotte: Rejection) -> None:
    agree(lotte)
    talk_held(lotte, said=Said("Goed", "Ervaring", "Advies"), minutes=15, by=lotte.recruiter, at=NOW)
    kofi = logged(talent_pool=True, name="Kofi Mensah", email="kofi@example.org")
    agree(kofi)
    take_back(kofi, by=kofi.recruiter, why="Vergissing", at=NOW)
    assert taken() == []


def test_a_slot_that_is_booked_instead_gives_it_back(lotte: Rejection) -> None:
    agree(lotte, here(27, 10))
    day(THURSDAY, recruiter("Bram"))
    booked(lotte, slot(13, 45))
    assert taken() == []


def test_a_slot_takes_the_hour_of_the_one_who_holds_the_talk(lotte: Rejection) -> None:
    """Nadia owes it, Bram holds it: he is the one who is busy then."""
    day(THURSDAY, recruiter("Bram"))
    booked(lotte, slot(13, 45))
    talk = Deadline.objects.get(rejection=lotte, kind=DeadlineKind.TALK)
    assert (talk.owner.first_name, talk.agreed_for) == ("Nadia", AT)
    assert taken() == []
    assert SPAN in taken("Bram")


def test_it_goes_with_the_promise_to_a_colleague_who_is_free(lotte: Rejection) -> None:
    agree(lotte)
    hand_over_all(recruiter("Nadia"), to=recruiter("Bram"), by=cast.hanna(), why="Ziek", at=NOW)
    assert (taken(), taken("Bram")) == ([], [SPAN])


def test_it_does_not_go_to_a_colleague_who_is_busy(lotte: Rejection) -> None:
    agree(lotte)
    day(THURSDAY, recruiter("Bram"))
    with pytest.raises(ColleagueIsBusy):
        hand_over_all(recruiter("Nadia"), to=recruiter("Bram"), by=cast.hanna(), why="Ziek", at=NOW)
    assert set(Deadline.objects.open().values_list("owner__first_name", flat=True)) == {"Nadia"}


def test_what_was_agreed_on_before_gets_its_row(lotte: Rejection) -> None:
    """The migration: talks by hand only, and none where the hour is taken by now."""
    agree(lotte)
    other = logged(talent_pool=True, name="Kofi Mensah", email="kofi@example.org")
    Deadline.objects.filter(rejection=other, kind=DeadlineKind.TALK).update(agreed_for=AT)
    day(THURSDAY, recruiter("Bram"))
    priya = logged(talent_pool=True, name="Priya Nair", email="priya@example.org")
    booked(priya, slot(13, 0))
    TakenTime.objects.filter(slot=None).delete()
    migration = import_module("spreekuur.migrations.0003_time_of_agreed_talks")
    with connection.schema_editor() as editor:
        migration.take_the_time(apps, editor)
    assert taken() == [SPAN]
