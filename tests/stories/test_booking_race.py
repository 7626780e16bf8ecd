"""Everybody presses at once, over HTTP, before a real web server and PostgreSQL. The last test is the control."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from spreekuur.models import Booking
from tests.stories import booking_cast
from tests.stories.booking_cast import Holder, at_once, holders, slots, together
from tests.stories.running import Running

PEOPLE, TWELVE = 200, 12
QUICK_ROUNDS, ALL_ROUNDS = 2, 20
MOVERS, QUICK_SECONDS, ALL_SECONDS = 60, 3, 10
DROP = "DROP INDEX one_live_booking_per_slot"
MAKE = """CREATE UNIQUE INDEX one_live_booking_per_slot ON spreekuur_booking (slot_id)
          WHERE state IN ('booked', 'held', 'no-show')"""


@pytest.fixture
def port(running: Running) -> int:
    booking_cast.hospital(booking_moves=32_000)
    running.start("web")
    return running.port


def one_slot(port: int, rounds: int, *, people: int = PEOPLE) -> list[tuple[int, Counter[int]]]:
    """Of each round: how many have the slot, and what everybody was answered."""
    found = []
    everybody, wanted = holders(people, now=timezone.now()), slots(rounds, now=timezone.now())
    for slot in wanted:
        answers = at_once([lambda who=who, slot=slot: who.book(port, slot) for who in everybody])
        found.append((Booking.objects.live().filter(slot=slot).count(), answers))
        Booking.objects.all().delete()
    return found


@pytest.mark.race
def test_of_two_hundred_who_want_one_moment_one_has_it(port: int) -> None:
    assert one_slot(port, QUICK_ROUNDS) == [(1, Counter({409: PEOPLE - 1, 303: 1}))] * QUICK_ROUNDS


@pytest.mark.torture
def test_and_so_it_is_in_twenty_rounds(port: int) -> None:
    assert one_slot(port, ALL_ROUNDS) == [(1, Counter({409: PEOPLE - 1, 303: 1}))] * ALL_ROUNDS


@pytest.mark.race
def test_two_hundred_presses_of_one_candidate_are_one_booking_with_one_answer(port: int) -> None:
    (who,), (slot,) = holders(1, now=timezone.now()), slots(1, now=timezone.now())
    assert at_once([lambda: who.book(port, slot)] * PEOPLE) == {303: PEOPLE}
    assert Booking.objects.count() == 1
    status, page = who.see(port)
    assert (status, "8:00" in page) == (200, True)


@pytest.mark.race
def test_two_hundred_candidates_on_twelve_moments_are_twelve_bookings(port: int) -> None:
    everybody, wanted = holders(PEOPLE, now=timezone.now()), slots(TWELVE, now=timezone.now())
    works = [lambda who=who, n=n: who.book(port, wanted[n % TWELVE]) for n, who in enumerate(everybody)]
    assert at_once(works) == {303: TWELVE, 409: PEOPLE - TWELVE}
    assert sorted(Booking.objects.live().values_list("slot", flat=True)) == sorted(wanted)


def storm(port: int, seconds: float) -> Counter[int]:
    """Sixty people who have a moment each move to and fro among a hundred."""
    everybody, wanted = holders(MOVERS, now=timezone.now()), slots(100, now=timezone.now())
    assert {who.book(port, slot) for who, slot in zip(everybody, wanted, strict=False)} == {303}
    ends, answers = time.monotonic() + seconds, Counter[int]()

    def move(who: Holder) -> None:
        dice = random.Random(who.public_id)
        while time.monotonic() < ends:
            answers[who.move(port, dice.choice(wanted))] += 1

    together(threading.Thread(target=move, args=[who]) for who in everybody)
    return answers


def nobody_lost_and_nobody_doubled() -> None:
    live = Booking.objects.live()
    assert live.count() == live.values("rejection").distinct().count() == MOVERS
    assert not live.values("slot").annotate(n=Count("pk")).filter(n__gt=1).exists()


@pytest.mark.race
def test_sixty_who_move_for_a_while_all_keep_a_moment(port: int) -> None:
    answers = storm(port, QUICK_SECONDS)
    print(f"moves: {dict(answers)}")
    assert set(answers) == {303, 409}
    nobody_lost_and_nobody_doubled()


@pytest.mark.torture
def test_and_so_it_is_for_ten_seconds(port: int) -> None:
    answers = storm(port, ALL_SECONDS)
    print(f"moves: {dict(answers)}")
    assert set(answers) == {303, 409}
    nobody_lost_and_nobody_doubled()


@pytest.fixture
def without_the_constraint(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(DROP)
    yield
    Booking.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(MAKE)


@pytest.mark.race
def test_control_without_the_constraint_the_same_race_books_twice(without_the_constraint: None, port: int) -> None:
    ((have_it, answers),) = one_slot(port, 1, people=20)
    assert have_it > 1
    assert answers[303] == have_it
