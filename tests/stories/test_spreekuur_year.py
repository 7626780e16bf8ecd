"""One year of the spreekuur, the clock stepped by the hour on office days and once a night. Nobody is forgotten,
nothing is said twice, and the figures say exactly what happened."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from candidates.actions.follow_up_clock import watch_follow_ups
from candidates.actions.housekeeping import keep_house
from candidates.actions.links import link_for
from candidates.figures.asked import Asked
from candidates.letters.posting import deliver_due
from candidates.models import FollowUp, Letter, Organisation, Rejection
from candidates.rules.periods import THIS_YEAR, period
from candidates.rules.stages import Stage
from candidates.rules.workdays import is_working_day
from spreekuur.actions.bookings import book, cancel, move
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.clock import watch_spreekuur
from spreekuur.actions.holding import Who
from spreekuur.actions.reopening import hire, reject_again
from spreekuur.actions.talks import Went, record_talk
from spreekuur.actions.telling import write_talk_letters
from spreekuur.actions.waiting import join
from spreekuur.figures.funnel import Funnel, funnels
from spreekuur.figures.hours import hours_spent
from spreekuur.figures.wrongly import Reopened, reopened_table
from spreekuur.models import Booking, Day, Offer, Reopening, Slot
from spreekuur.rules.talks import Outcome
from tests import cast
from tests.sink import Sink
from tests.spreekuur_cast import AMSTERDAM, recruiter, rejection, rhythm, wishes

pytestmark = pytest.mark.django_db
YEAR = 2027


class Year:
    """What people do in it; the clock does the rest."""

    def __init__(self) -> None:
        self.hospital = cast.hospital()
        self.nadia = recruiter("Nadia")
        rhythm(self.nadia)
        self.people = 0

    def step(self, now: datetime) -> None:
        """What the timetable rings for."""
        watch_spreekuur(now)
        write_talk_letters(now)
        watch_follow_ups(now)
        if Letter.objects.due(now).exists():
            deliver_due(clock=lambda: now)

    def happens(self, now: datetime) -> None:
        """At 10:00 nine and two days ahead; at 15:00 on the day, and at 11:00 the day after."""
        local = now.astimezone(AMSTERDAM)
        ahead = {9: self.nine_days_ahead, 2: self.two_days_ahead}
        for days, act in ahead.items():
            if local.hour == 10 and (day := on(local.date() + timedelta(days=days))):
                act(day, now)
        if local.hour == 15 and (day := on(local.date())):
            self.after_the_talks(day, now)
        if local.hour == 11 and on(local.date() - timedelta(days=1)):
            self.decide_anew(now)

    def nine_days_ahead(self, day: Day, now: datetime) -> None:
        """Three people hear a decision and book; in May seven, for six places. Who missed a talk books once more."""
        month = day.date.month
        for again in self.wanting_again():
            self.books(again, day, now)
        for _person in range(6 if month == 5 else 3):
            self.books(self.somebody(), day, now)
        if month == 5:
            waiting = self.somebody()
            join(waiting, day=day.pk, language="nl", who=self.by_link(waiting, now), at=now)

    def two_days_ahead(self, day: Day, now: datetime) -> None:
        month, last = day.date.month, Booking.objects.live().filter(slot__day=day).order_by("-pk").first()
        assert last is not None
        who = self.by_link(last.rejection, now)
        if month == 10:
            free = Slot.objects.free(now).filter(day=day).in_order().last()
            assert free is not None
            move(last.rejection, slot=free.pk, key=uuid.uuid4(), who=who, at=now)
        elif month in (5, 9):
            cancel(last.rejection, who=who, at=now)
        elif month == 11:
            cancel_day(day, why="Verbouwing", by=self.nadia, organisation=self.hospital, at=now)

    def after_the_talks(self, day: Day, now: datetime) -> None:
        talks = list(Booking.objects.live().filter(slot__day=day).order_by("pk"))
        for booking in talks:
            is_last = booking == talks[-1]
            outcome = SPECIAL.get(day.date.month, Outcome.ADVICE) if is_last else Outcome.ADVICE
            wrong = "Ervaring over het hoofd gezien" if outcome is Outcome.REOPENED else ""
            went = Went(outcome, advice="Zet het bovenaan", minutes=15, preparation_minutes=5, wrong=wrong)
            record_talk(booking, went, by=self.nadia, organisation=self.hospital, at=now)

    def decide_anew(self, now: datetime) -> None:
        for chain in Reopening.objects.open():
            if chain.opened_at.month == 3:
                hire(chain, on=date(YEAR, 5, 1), by=self.nadia, at=now)
            else:
                reject_again(chain, stage=Stage.INTERVIEW, by=self.nadia, at=now)

    def accepts_offers(self, now: datetime) -> None:
        """In the next hour, behind the link in the mail."""
        for offer in Offer.objects.open().filter(letter__state="sent"):
            about = offer.place.rejection
            book(about, slot=offer.slot_id, wishes=wishes(), key=uuid.uuid4(), who=self.by_link(about, now), at=now)

    def wanting_again(self) -> list[Rejection]:
        told = Letter.objects.filter(kind__in=["talk_next", "talk_day_cancelled"], state="sent").values("rejection")
        booked_since = Booking.objects.live().values("rejection")
        again = Rejection.objects.filter(pk__in=told).exclude(pk__in=booked_since)
        return list(again.exclude(bookings__state="held").order_by("pk"))

    def somebody(self) -> Rejection:
        self.people += 1
        return rejection(f"Kandidaat{self.people} Jansen", reason="experience")

    def books(self, about: Rejection, day: Day, now: datetime) -> None:
        slot = Slot.objects.free(now).filter(day=day).in_order().first()
        assert slot is not None
        book(about, slot=slot.pk, wishes=wishes(), key=uuid.uuid4(), who=self.by_link(about, now), at=now)

    def by_link(self, about: Rejection, now: datetime) -> Who:
        return Who(self.hospital, link=link_for(about, at=now))


SPECIAL = {1: Outcome.NO_SHOW, 3: Outcome.REOPENED, 6: Outcome.REOPENED}


def on(day: date) -> Day | None:
    return Day.objects.open().filter(date=day).first()


def moments(organisation: Organisation) -> Iterator[datetime]:
    """Once a night, and from 9:00 to 17:00 on days the organisation works."""
    day = date(YEAR, 1, 1)
    while day.year == YEAR:
        yield at(day, 2)
        if is_working_day(day, organisation.calendar()):
            yield from (at(day, hour) for hour in range(9, 18))
        day += timedelta(days=1)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=AMSTERDAM).astimezone(UTC)


def test_a_year_of_the_spreekuur(sink: Sink, settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    year = Year()
    keep_house(at(date(YEAR - 1, 12, 31), 2))
    for now in moments(year.hospital):
        year.accepts_offers(now)
        year.happens(now)
        year.step(now)

    held_on = Day.objects.filter(date__year=YEAR).order_by("date").values_list("date", flat=True)
    assert [(day.month, day.weekday()) for day in held_on] == [(month, 3) for month in range(1, 13)]
    assert held_on.last() == date(YEAR, 12, 16)  # a week earlier

    assert year.people == 11 * 3 + 7
    assert Counter(Letter.objects.to_candidates().values_list("kind", flat=True)) == {
        "talk_booked": 44,  # forty people; one who was offered a place, one who missed a talk, three of November again
        "talk_moved": 1,
        "talk_cancelled": 2,
        "talk_day_cancelled": 3,
        "talk_offer": 1,
        "talk_next": 1,
        "talk_remind": 2 * 39,
    }
    assert not Letter.objects.to_candidates().exclude(state="sent").exists()
    assert len({mail.message["Message-ID"] for mail in sink.mails}) == len(sink.mails)
    assert len(sink.mails) == Letter.objects.filter(state="sent").count()

    assert Booking.objects.exclude(state="moved").count() == 44
    end = at(date(YEAR, 12, 31), 17)
    seen = funnels(Asked(period(THIS_YEAR, end.date())), mailed=0, mailed_before=0, now=end)
    assert seen.cohort == Funnel(), "all of them were turned down before that year"
    assert seen.ever == Funnel(invited=40, booked=40, came=38, advice=36, no_show=1, reopened=2, hired=1)
    logged = hours_spent(None, now=end, zone=AMSTERDAM)
    assert sum(work.talking for work in logged) == 39 * 20  # also what waiting for somebody who did not come took
    (row,) = reopened_table()
    assert row == Reopened(stage=row.stage, reason=row.reason, cases=2, hired=1, rejected=1)
    assert not FollowUp.objects.open().filter(kind="anew").exists()
    again = Reopening.objects.get(verdict="rejected").new_rejection
    assert again is not None
    assert again.stage_at_rejection == "interview"
