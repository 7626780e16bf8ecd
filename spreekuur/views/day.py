"""The recruiter's day: who comes when, and in ten seconds who is next and why."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from candidates.access.desk import StaffRequest, open_to
from candidates.actions.taken_time import SomewhereElse
from candidates.models import Role, User
from spreekuur.access.talks import Quarters, day_to_read, slot_to_change
from spreekuur.actions.refusals import NobodyThere, NoSuchDay
from spreekuur.actions.slots import SlotIsBooked, close_slot, open_slot
from spreekuur.models import Day, DayState
from spreekuur.queries.agenda import Line, next_to_write
from spreekuur.views.saying import say_no, say_yes

DESK = (Role.RECRUITER, Role.HR_MANAGER)


@dataclass(frozen=True)
class OneDay:
    """The quarters of a day that this person sees."""

    day: Day
    quarters: Quarters
    user: User
    now: datetime

    @property
    def is_own(self) -> bool:
        return self.quarters.is_own

    @property
    def lines(self) -> list[Line]:
        return self.quarters.lines

    @property
    def talks(self) -> list[Line]:
        return [line for line in self.lines if line.booking]

    @property
    def free(self) -> int:
        return sum(line.is_free for line in self.lines)

    @property
    def begins(self) -> datetime | None:
        return min((line.slot.starts_at for line in self.lines if line.is_open), default=None)

    @property
    def ends(self) -> datetime | None:
        return max((line.slot.ends_at for line in self.lines if line.is_open), default=None)

    @property
    def can_be_cancelled(self) -> bool:
        return self.day.state == DayState.OPEN and self.day.date >= timezone.localdate(self.now)

    @property
    def may_cancel_all(self) -> bool:
        return self.can_be_cancelled and self.user.is_hr_manager

    @property
    def may_cancel_own(self) -> bool:
        to_come = (line for line in self.lines if line.is_open and line.slot.starts_at > self.now)
        return self.can_be_cancelled and self.is_own and any(to_come)

    @property
    def next(self) -> Line | None:
        return next_to_write(self.lines)


@open_to(*DESK)
@require_safe
def spreekuur_day(request: StaffRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    day, quarters = day_to_read(request.user, pk, now=now)
    one = OneDay(day, quarters, request.user, now)
    return render(request, "spreekuur/spreekuur_day.html", {"day": one, "page": "spreekuur_days"})


@open_to(*DESK)
@require_POST
def slot_change(request: StaffRequest, pk: int) -> HttpResponse:
    """Closes a free quarter, or opens a closed one."""
    slot = slot_to_change(request.user, pk)
    try:
        if request.POST.get("do") == "open":
            open_slot(slot)
        else:
            close_slot(slot)
    except (SlotIsBooked, SomewhereElse, NobodyThere, NoSuchDay) as refused:
        say_no(request, refused)
    else:
        say_yes(request, slot)
    return redirect("spreekuur_day", slot.day_id)
