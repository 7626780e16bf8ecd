"""Several workers write to candidates at once, or one letter cannot be written: nothing twice, nobody forgotten."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from candidates.models import Letter
from spreekuur.actions import telling
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import Booking
from tests import cast, letter_cast
from tests.spreekuur_cast import NOW, booked, day, here, rejection, slot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def six_talks() -> None:
    cast.hospital()
    day()
    for number in range(6):
        hour, minute = divmod(13 * 60 + number * 15, 60)
        booked(rejection(f"Kandidaat{number} Jansen"), slot(hour, minute))


def test_six_workers_at_once_write_each_letter_once() -> None:
    for moment in (NOW, here(25, 14, 30), here(26, 12, 55)):
        with ThreadPoolExecutor(6) as workers:
            list(workers.map(lambda _worker, now=moment: _ring(now), range(6)))
    assert kinds() == {"talk_booked": 6, "talk_remind": 6 + 4}  # at 12:55 an hour ahead of 13:00 to 13:45


def test_a_letter_that_cannot_be_written_holds_up_nobody_and_is_written_later() -> None:
    """Row and letter go back together, and the next ring tries again."""
    third = Booking.objects.order_by("booked_at", "pk")[2]
    in_the_way = letter_cast.to_candidate(third.rejection, key=f"talk/{third.uid}/0", kind="in the way", state="sent")
    assert write_talk_letters(NOW).told == 5
    assert (kinds(), list(Booking.objects.to_tell())) == ({"talk_booked": 5, "in the way": 1}, [third])
    in_the_way.delete()
    write_talk_letters(NOW)
    assert kinds() == {"talk_booked": 6}


def test_letters_that_go_on_failing_at_the_front_let_the_others_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one ring takes: the ring goes round, whoever fails."""
    monkeypatch.setattr(telling, "BATCH", 2)
    *front, last = Booking.objects.order_by("pk")
    for stuck in front:
        letter_cast.to_candidate(stuck.rejection, key=f"talk/{stuck.uid}/0", kind="in the way", state="sent")
    told = [write_talk_letters(NOW).told for _ring in range(3)]
    assert told == [0, 0, 1]
    assert set(Booking.objects.to_tell()) == set(front)
    assert last.rejection.letters.get().kind == "talk_booked"
    Letter.objects.filter(kind="in the way").delete()
    assert sum(write_talk_letters(NOW).told for _ring in range(3)) == 5


def kinds() -> Counter[str]:
    return Counter(Letter.objects.to_candidates().values_list("kind", flat=True))


def _ring(now: Any) -> None:
    try:
        write_talk_letters(now)
    finally:
        connection.close()
