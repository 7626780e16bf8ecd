"""The mails about a talk: written from rows, once each, in the candidate's language, with the appointment in them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from candidates.letters.mark import LINK_MARK
from candidates.letters.posting import deliver_due
from candidates.models import Letter, Organisation, Rejection
from spreekuur.actions.bookings import cancel, move
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.telling import write_talk_letters
from spreekuur.actions.waiting import join
from spreekuur.models import Booking, Day, Offer
from tests import cast
from tests.sink import Sink
from tests.spreekuur_cast import NOW, booked, day, here, rejection, slot, who

SOON = NOW + timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


@pytest.fixture
def thursday() -> Day:
    return day()


@pytest.fixture
def youssef(thursday: Day) -> Rejection:
    return rejection()


def kinds() -> list[str]:
    return list(Letter.objects.to_candidates().order_by("pk").values_list("kind", flat=True))


def ring(*moments: datetime) -> None:
    for moment in moments:
        watch_spreekuur(moment)
        write_talk_letters(moment)


def it_left() -> None:
    Letter.objects.update(state="sent", sent_at=SOON)


def moved(about: Rejection, hour: int, minute: int, at: datetime = SOON) -> Booking:
    return move(about, slot=slot(hour, minute).pk, key=uuid.uuid4(), who=who(about), at=at)


def test_a_booking_is_confirmed_once(youssef: Rejection) -> None:
    booked(youssef, slot(13, 45))
    ring(SOON, SOON, SOON)
    letter = Letter.objects.get()
    assert (letter.kind, letter.address, letter.repeat) == ("talk_booked", "youssef@example.org", "never_twice")
    assert letter.subject == "Je gesprek op donderdag 26 november om 13:45 uur"
    assert "Nadia Willems" in letter.text
    assert "Kamer 1.12, naast de balie" in letter.text
    assert LINK_MARK in letter.text
    assert "(tijd in Amsterdam)" in letter.text


def test_nothing_of_the_job_or_the_decision_is_told(youssef: Rejection) -> None:
    booked(youssef, slot(13, 45))
    ring(SOON)
    it_left()
    moved(youssef, 14, 0)
    ring(SOON)
    it_left()
    cancel(youssef, who=who(youssef), at=SOON)
    ring(SOON)
    assert kinds() == ["talk_booked", "talk_moved", "talk_cancelled"]
    told = "".join(letter.subject + letter.text + letter.html + letter.calendar for letter in Letter.objects.all())
    for word in ("afwijz", "afgewezen", "Planner", "cv-selectie", "El Amrani"):
        assert word not in told


def test_who_moves_before_we_said_a_word_hears_only_of_the_last_moment(youssef: Rejection) -> None:
    booked(youssef, slot(13, 45))
    moved(youssef, 14, 0, at=NOW + timedelta(seconds=20))
    ring(SOON)
    assert [(letter.kind, "14:00" in letter.subject) for letter in Letter.objects.all()] == [("talk_booked", True)]


def test_a_move_and_a_cancellation_are_told_after_the_confirmation_left(
    youssef: Rejection, sink: Sink, settings: Any
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    booked(youssef, slot(13, 45))
    ring(SOON)
    deliver_due(clock=lambda: SOON)
    moved(youssef, 14, 0)
    ring(SOON)
    deliver_due(clock=lambda: SOON)
    cancel(youssef, who=who(youssef), at=SOON)
    ring(SOON, SOON)
    deliver_due(clock=lambda: SOON)
    assert kinds() == ["talk_booked", "talk_moved", "talk_cancelled"]
    assert [mail.message["Subject"] for mail in sink.mails] == [
        "Je gesprek op donderdag 26 november om 13:45 uur",
        "Je gesprek is nu op donderdag 26 november om 14:00 uur",
        "Je gesprek op donderdag 26 november om 14:00 uur gaat niet door",
    ]


def test_who_books_and_cancels_before_we_said_a_word_gets_no_mail(youssef: Rejection) -> None:
    booked(youssef, slot(13, 45))
    cancel(youssef, who=who(youssef), at=NOW + timedelta(seconds=20))
    ring(SOON)
    assert kinds() == []


def test_reminders_come_a_day_and_an_hour_ahead_once_each(youssef: Rejection) -> None:
    booked(youssef, slot(13, 45))
    ring(SOON)
    Letter.objects.all().delete()
    ring(here(25, 13, 44))
    assert kinds() == []
    ring(here(25, 13, 45), here(25, 13, 46), here(25, 20))
    assert kinds() == ["talk_remind"]
    ring(here(26, 12, 45), here(26, 12, 46), here(26, 13, 50))
    assert [letter.key.rpartition("/")[2] for letter in Letter.objects.order_by("pk")] == ["day", "hour"]


@pytest.mark.parametrize(
    ("booked_at", "rings", "expected"),
    [
        (here(25, 20), [here(25, 20, 1), here(26, 12, 50)], ["hour"]),
        (here(26, 8), [here(26, 12, 50)], ["hour"]),
        (here(24, 12), [here(26, 12, 50)], ["hour"]),  # the clock stood still for a day: one word, not two
        (here(24, 12), [here(25, 23), here(26, 14)], ["day"]),
    ],
)
def test_late_is_better_than_twice(
    youssef: Rejection, booked_at: datetime, rings: Sequence[datetime], expected: list[str]
) -> None:
    booked(youssef, slot(13, 45), at=booked_at)
    ring(*rings)
    reminders = Letter.objects.filter(kind="talk_remind").order_by("pk")
    assert [letter.key.rpartition("/")[2] for letter in reminders] == expected


def test_a_reminder_follows_the_move(youssef: Rejection) -> None:
    booked(youssef, slot(13))
    ring(SOON)
    moved(youssef, 14, 15)
    ring(SOON, here(25, 13, 0))
    assert "talk_remind" not in kinds()
    ring(here(25, 14, 15))
    assert Letter.objects.get(kind="talk_remind").subject == "Je gesprek op donderdag 26 november om 14:15 uur"


def test_an_english_candidate_reads_english(thursday: Day) -> None:
    booked(rejection("Priya Nair", language="en"), slot(13, 30), language="en")
    ring(SOON)
    letter = Letter.objects.get()
    assert (letter.language, letter.subject) == ("en", "Your talk on Thursday 26 November at 13:30")
    assert "(time in Amsterdam)" in letter.text


def test_a_cancelled_day_is_told_once_to_everybody_with_new_moments(thursday: Day) -> None:
    people = [rejection(name) for name in ("Youssef El Amrani", "Lotte van Dijk")]
    for about, minute in zip(people, (0, 15), strict=True):
        booked(about, slot(13, minute))
    ring(SOON)
    december = day(datetime(2026, 12, 17, tzinfo=NOW.tzinfo).date())
    cancel_day(thursday, why="Ziek", by=thursday.made_by, organisation=Organisation.objects.current(), at=SOON)  # type: ignore[arg-type]  # made by a person
    ring(SOON, SOON)
    letters = Letter.objects.filter(kind="talk_day_cancelled").order_by("pk")
    assert [letter.address for letter in letters] == ["youssef@example.org", "lotte@example.org"]
    assert all("donderdag 17 december om 13:00 uur" in letter.text for letter in letters)
    assert Day.objects.get(pk=thursday.pk).told_at == SOON
    assert december.told_at is None


def test_a_freed_moment_is_offered_by_mail_and_withdrawn_with_the_offer(thursday: Day) -> None:
    only = thursday.slots.get(starts_at=slot(13).starts_at)
    thursday.slots.exclude(pk=only.pk).update(state="closed", closed_why="hand", taken_time=None)
    lotte, youssef = rejection("Lotte van Dijk"), rejection()
    booked(lotte, only)
    join(youssef, day=thursday.pk, language="nl", who=who(youssef), at=NOW)
    cancel(lotte, who=who(lotte), at=NOW)
    ring(SOON)
    letter = Letter.objects.get(kind="talk_offer")
    assert (letter.address, Offer.objects.get().letter) == ("youssef@example.org", letter)
    assert "woensdag 25 november om 12:00 uur" in letter.text
    booked(youssef, only, at=SOON)
    ring(SOON)
    assert kinds() == ["talk_booked"]


def test_the_key_of_the_letter_has_the_last_word(youssef: Rejection) -> None:
    """Should two workers ever tell the same version, the database refuses the second letter."""
    booking = booked(youssef, slot(13, 45))
    ring(SOON)
    it_left()
    Booking.objects.filter(pk=booking.pk).update(told_sequence=None)
    assert write_talk_letters(SOON).told == 0
    assert kinds() == ["talk_booked"]


def test_the_clock_in_a_mail_is_that_of_the_setting(youssef: Rejection) -> None:
    Organisation.objects.update(zone="Europe/Brussels")
    booked(youssef, slot(13, 45))
    ring(SOON)
    assert "(tijd in Brussel)" in Letter.objects.get().text
