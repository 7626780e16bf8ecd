"""Vandaag: who waits for an answer, first due first, with one button each."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property

from candidates.access.desk import ALL_ROLES, READERS, StaffRequest, open_to
from candidates.access.reads import note_newcomers, note_people
from candidates.figures.held_talks import Talks, talks_this_month
from candidates.figures.today import kept_this_month
from candidates.models import Letter, Organisation, Role, User
from candidates.queries.clock import pulses
from candidates.queries.data_requests import OpenRequests, how_many_open
from candidates.queries.today import (
    Waiting,
    letters_in_trouble,
    planned_letters,
    promised_besides,
    waiting,
    worklist,
)
from candidates.rules.figures import Share
from candidates.rules.reads import Looked
from candidates.rules.request_words import days_left
from candidates.rules.words import TimeLeft
from feedback_portal.dashboard.words import headline
from feedback_portal.views.follow_up_lines import FollowUpLine, follow_up_lines
from feedback_portal.views.worklist import Task, tasks
from spreekuur.queries.agenda import NextDay, next_day

Line = Task | FollowUpLine


@dataclass(frozen=True)
class Today:
    """One colleague's day; without an owner, everybody's (for HR)."""

    owner: User | None
    organisation: Organisation
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return self.organisation.zone_info

    @cached_property
    def tasks(self) -> list[Line]:
        """The promises of the stages and what was promised besides, in one order."""
        promises = tasks(worklist(self.owner), now=self.now, zone=self.zone, reader=self.owner)
        besides = follow_up_lines(promised_besides(self.owner), now=self.now, zone=self.zone)
        return sorted([*promises, *besides], key=lambda line: line.due_at)

    @cached_property
    def waiting(self) -> Waiting:
        local = self.now.astimezone(self.zone)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=self.zone).astimezone(UTC)
        return waiting(self.owner, now=self.now, end_of_day=midnight - timedelta(microseconds=1))

    @cached_property
    def kept(self) -> Share:
        return kept_this_month(self.owner, now=self.now, zone=self.zone)

    @property
    def kept_words(self) -> str:
        return headline(self.kept)

    @cached_property
    def talks(self) -> Talks:
        return talks_this_month(self.owner, now=self.now, zone=self.zone)

    @cached_property
    def planned(self) -> list[Letter]:
        return list(planned_letters(self.owner)[:6]) if self.owner else []

    @cached_property
    def trouble(self) -> list[Letter]:
        return list(letters_in_trouble(self.owner)[:6]) if self.owner else []

    @cached_property
    def spreekuur(self) -> NextDay | None:
        return next_day(self.owner, today=self.now.astimezone(self.zone).date(), now=self.now)

    @cached_property
    def questions(self) -> OpenRequests | None:
        """About data: for HR, whose work they are."""
        return how_many_open(self.now) if self.owner is None else None

    @property
    def first_question(self) -> TimeLeft | None:
        asked = self.questions
        return days_left(asked.first_due, self.now, self.zone) if asked and asked.first_due else None

    @property
    def late(self) -> list[Line]:
        return [task for task in self.tasks if task.time.kind == "late"]

    @property
    def due_today(self) -> list[Line]:
        return [task for task in self.tasks if task.time.kind != "late" and self._days(task) == 0]

    @property
    def tomorrow(self) -> list[Line]:
        return [task for task in self.tasks if task.time.kind != "late" and self._days(task) == 1]

    @property
    def later(self) -> list[Line]:
        return [task for task in self.tasks if task.time.kind != "late" and self._days(task) > 1]

    @property
    def first(self) -> Line | None:
        return self.tasks[0] if self.tasks else None

    @property
    def people(self) -> set[int]:
        """Whom this day names."""
        mails = {letter.candidate_id for letter in [*self.planned, *self.trouble] if letter.candidate_id}
        return {task.rejection.candidate_id for task in self.tasks} | mails

    @property
    def is_silent(self) -> bool:
        """The clock stands still: say it where people look first."""
        return not all(pulse.is_alive for pulse in pulses(self.now))

    def _days(self, task: Line) -> int:
        return (task.day - self.now.astimezone(self.zone).date()).days


@open_to(*ALL_ROLES)
def today(request: StaffRequest) -> HttpResponse:
    """A recruiter sees their own tasks, HR everybody's, read-only the sentence without persons."""
    if request.user.is_administrator:
        return redirect("people")
    own = request.user if request.user.is_recruiter else None
    day = Today(own, request.organisation, timezone.now())
    page = "summary" if request.user.role == Role.READ_ONLY else "today"
    is_part = bool(getattr(request, "htmx", False))
    if request.user.role in READERS:
        note = note_newcomers if is_part else note_people  # the list is looked up again every minute
        note(request.user, day.people, what=Looked.TODAY, now=day.now)
    part = "_worklist" if is_part else page
    return render(request, f"feedback_portal/{part}.html", {"day": day, "page": "today"})
