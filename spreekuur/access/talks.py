"""Days, slots, talks and reopened decisions, fetched and judged. A talk is changed by the recruiter who holds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from candidates.access.desk import READERS
from candidates.access.reads import note_newcomers, note_people, note_rejection
from candidates.models import Rejection, Role, TakenFor, TakenTime, User
from candidates.rules.reads import Looked
from spreekuur.figures.wrongly import reopened_cases
from spreekuur.models import Booking, CalendarFeed, Day, Reopening, Slot
from spreekuur.queries.agenda import Line, lines_of, takes_part, talks_for_calendar
from spreekuur.queries.callers import callers


@dataclass(frozen=True)
class Quarters:
    """A recruiter sees their own quarters of a day; who has none that day, and HR, everybody's."""

    is_own: bool
    lines: list[Line]

    @property
    def people(self) -> set[int]:
        return {line.booking.rejection.candidate_id for line in self.lines if line.booking}


def day_to_read(user: User, pk: int, *, now: datetime) -> tuple[Day, Quarters]:
    """Names of candidates stand on it."""
    day = day_to_arrange(user, pk)
    quarters = quarters_at_hand(user, day, now=now)
    note_people(user, quarters.people, what=Looked.SPREEKUUR_DAY, now=now)
    return day, quarters


def quarters_at_hand(user: User, day: Day, *, now: datetime) -> Quarters:
    """For a page that writes down itself whom it names."""
    is_own = user.role == Role.RECRUITER and takes_part(day, user)
    return Quarters(is_own, lines_of(day, user if is_own else None, now=now))


def day_to_arrange(user: User, pk: int) -> Day:
    if user.role not in READERS:
        raise Http404
    return get_object_or_404(Day, pk=pk)


def day_to_cancel(user: User, pk: int, *, now: datetime) -> Day:
    """The whole day, with the talks of all colleagues: HR arranges that."""
    if user.role != Role.HR_MANAGER:
        raise Http404
    day, _quarters = day_to_read(user, pk, now=now)
    return day


def part_to_cancel(user: User, pk: int, *, now: datetime) -> Day:
    """For a recruiter who takes part in it."""
    if user.role != Role.RECRUITER or not Slot.objects.of(user).filter(day=pk).exists():
        raise Http404
    day, _quarters = day_to_read(user, pk, now=now)
    return day


def absences_of(user: User, *, now: datetime) -> QuerySet[TakenTime]:
    """Of oneself only; those that are not over."""
    away = TakenTime.objects.filter(recruiter=user, taken_for__in=[TakenFor.ABSENCE, TakenFor.PAUSE])
    return away.filter(during__endswith__gt=now).order_by("during")


def slot_to_change(user: User, pk: int) -> Slot:
    """Of oneself; HR arranges everybody's."""
    slots = Slot.objects.select_related("day", "recruiter")
    return get_object_or_404(slots if user.role == Role.HR_MANAGER else slots.of(user), pk=pk)


def slot_to_fill(user: User, pk: int) -> Slot:
    """A caller is helped by whoever answers the phone."""
    if user.role != Role.RECRUITER:
        raise Http404
    return get_object_or_404(Slot.objects.select_related("day", "recruiter"), pk=pk)


def talk_at_hand(user: User, pk: int) -> Booking:
    """For a part of a page whose opening was written down already."""
    about = ("slot__day", "slot__recruiter", "rejection__candidate", "rejection__vacancy", "rejection__requirement")
    return get_object_or_404(Booking.objects.of(user).select_related(*about, "rejection__recruiter"), pk=pk)


def talk_to_hold(user: User, pk: int, *, now: datetime) -> tuple[Booking, Quarters]:
    """Beside the talk stand the others of that day."""
    booking = talk_at_hand(user, pk)
    quarters = quarters_at_hand(user, booking.slot.day, now=now)
    others = quarters.people - {booking.rejection.candidate_id}
    note_rejection(user, booking.rejection, what=Looked.TALK, now=now, beside=others)
    return booking, quarters


def talk_to_cancel(user: User, pk: int, *, now: datetime) -> Booking:
    booking = talk_at_hand(user, pk)
    note_rejection(user, booking.rejection, what=Looked.TALK, now=now)
    return booking


def talks_in_calendar(feed: CalendarFeed, *, now: datetime) -> list[Booking]:
    """A calendar program asks many times a day: its owner is written down for whom they did not see before."""
    talks = talks_for_calendar(feed.recruiter, now=now)
    note_newcomers(feed.recruiter, _people(talks), what=Looked.CALENDAR, now=now)
    return talks


def talks_in_the_way(user: User, talks: Iterable[Booking], *, now: datetime) -> list[Booking]:
    """Of a recruiter who wants to be away: the page names them."""
    found = list(talks)
    note_people(user, _people(found), what=Looked.AWAY, now=now)
    return found


def callers_to_see(user: User, words: str, *, now: datetime) -> list[Rejection]:
    """Who may be the one who calls."""
    found = callers(words)
    note_people(user, (one.candidate_id for one in found), what=Looked.CALLERS, now=now)
    return found


def rejection_for_caller(user: User, pk: int, *, now: datetime) -> Rejection:
    if user.role != Role.RECRUITER:
        raise Http404
    rejection = get_object_or_404(Rejection.objects.live().select_related("candidate"), pk=pk)
    note_rejection(user, rejection, what=Looked.FOR_CALLER, now=now)
    return rejection


def reopening_to_decide(user: User, public_id: UUID, *, now: datetime) -> Reopening:
    """For who decides anew, or was handed that task."""
    if user.role != Role.RECRUITER:
        raise Http404
    theirs = Q(decider=user) | Q(follow_up__owner=user)
    rows = Reopening.objects.select_related("rejection__candidate", "rejection__vacancy", "talk", "opened_by")
    reopening = get_object_or_404(rows.filter(theirs), rejection__public_id=public_id)
    note_rejection(user, reopening.rejection, what=Looked.DECIDE_ANEW, now=now)
    return reopening


def reopened_to_read(user: User, *, now: datetime) -> list[Reopening]:
    cases = reopened_cases()
    note_people(user, (case.rejection.candidate_id for case in cases), what=Looked.REOPENED, now=now)
    return cases


def _people(talks: Iterable[Booking]) -> set[int]:
    return {talk.rejection.candidate_id for talk in talks}
