"""A candidate books, a colleague moves a talk, and an account is closed, all at once: nobody is left with a talk that
somebody who went should hold."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from candidates.models import Deadline, Organisation, Rejection, User
from feedback_portal.actions.leaving import Going, close_account
from spreekuur.actions import refusals
from spreekuur.models import Booking, Day, Slot
from tests import cast
from tests.spreekuur_cast import NOW, THURSDAY, booked, day, here, recruiter, rejection, slot

ROUNDS = 5
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("taken_over", [True, False])
def test_who_books_while_an_account_is_closed_has_a_talk_with_somebody_who_works_here(taken_over: bool) -> None:
    cast.hospital()
    ad, bram = cast.ad(password=cast.PASSWORD), recruiter("Bram")
    for number in range(ROUNDS):
        leaver = cast.person(f"Weg{number}")
        thursday = day(THURSDAY, leaver)
        booked(told(f"Eerste{number} Jansen", bram), slot(13, of=thursday))
        late = told(f"Tweede{number} Jansen", bram)
        going = Going(talks_to=bram) if taken_over else Going(cancels=True)
        together(partial(books, late, thursday), partial(closes, leaver, going, ad))
        assert not User.objects.get(pk=leaver.pk).is_active
        assert not Booking.objects.live().of(leaver).exists()
        assert not Slot.objects.open().of(leaver).exists()
        Booking.objects.all().delete()
        Slot.objects.of(bram).update(state="closed", closed_why="hand", taken_time=None)
        bram.taken_times.all().delete()


def test_negative_control_looking_first_and_closing_afterwards_leaves_a_talk_with_nobody() -> None:
    cast.hospital()
    leaver = cast.person("Weg")
    late = told("Tweede Jansen", recruiter("Bram"))
    thursday, looked = day(THURSDAY, leaver), Barrier(2)
    together(partial(_books_after, looked, late, thursday), partial(_looks_then_closes, looked, leaver))
    assert Booking.objects.live().filter(slot__recruiter__is_active=False).count() == 1


def _books_after(looked: Barrier, about: Rejection, thursday: Day) -> None:
    looked.wait()
    books(about, thursday)
    looked.wait()


def _looks_then_closes(looked: Barrier, who: User) -> None:
    is_free = not Booking.objects.live().of(who).exists()
    looked.wait()
    looked.wait()
    User.objects.filter(pk=who.pk).update(is_active=not is_free)


def told(name: str, by: User) -> Rejection:
    about = rejection(name, recruiter=by)
    Deadline.objects.update(met_at=NOW, met_channel="mail", ring_at=None)
    return about


def books(about: Rejection, thursday: Day) -> None:
    with suppress(refusals.SlotTaken):
        booked(about, slot(13, 45, of=thursday))


def closes(who: User, going: Going, by: User) -> None:
    close_account(who, going, by=by, organisation=Organisation.objects.current(), at=here(24, 10, 15))


def together(*acts: Any) -> None:
    barrier = Barrier(len(acts))

    def run(act: Any) -> None:
        try:
            barrier.wait()
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()
