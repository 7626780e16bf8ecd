"""Lists of rejections. A list and its count share one QuerySet; nothing counts past what it shows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Prefetch, Q, QuerySet

from candidates.models import Deadline, DeadlineKind, Rejection, User, Vacancy
from candidates.queries.keyset import Page, page_by_moment
from candidates.queries.search import rejections_about

PAGE = 50
STATES = ("open", "late", "told", "withdrawn", "taken-back", "never-told")
NEWEST, DUE = "newest", "due"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Sorted by due moment the list holds open answers only: the others owe nothing."""

    words: str = ""
    stage: str = ""
    state: str = ""
    recruiter: User | None = None
    vacancy: Vacancy | None = None
    since: date | None = None
    until: date | None = None
    order: str = NEWEST


def wanted_rejections(wanted: Wanted, *, now: datetime, zone: ZoneInfo) -> QuerySet[Rejection]:
    """The list and its count both begin here."""
    rejections = _in_state(wanted.state, now=now)
    if wanted.order == DUE:
        rejections = _with_open_promise(rejections)
    if wanted.stage:
        rejections = rejections.filter(stage_at_rejection=wanted.stage)
    if wanted.recruiter:
        handed_over = Deadline.objects.of(wanted.recruiter).values("rejection")
        rejections = rejections.filter(Q(recruiter=wanted.recruiter) | Q(pk__in=handed_over))
    if wanted.vacancy:
        rejections = rejections.filter(vacancy=wanted.vacancy)
    if wanted.since:
        rejections = rejections.filter(decided_at__gte=_midnight(wanted.since, zone))
    if wanted.until and wanted.until < date.max:
        rejections = rejections.filter(decided_at__lt=_midnight(wanted.until + timedelta(days=1), zone))
    return rejections_about(rejections, wanted.words)


def rejections_page(rejections: QuerySet[Rejection], *, order: str, after: str, size: int = PAGE) -> Page[Rejection]:
    """`order` is that of the Wanted which made the list."""
    field = "due_at" if order == DUE else "decided_at"
    return page_by_moment(with_promises(rejections), field, newest_first=order != DUE, after=after, size=size)


def with_promises(rejections: QuerySet[Rejection]) -> QuerySet[Rejection]:
    """With everything a row or a page says about them (queries.standing)."""
    return rejections.select_related("candidate", "vacancy__department", "recruiter").prefetch_related(
        Prefetch("deadlines", Deadline.objects.to_tell().select_related("owner"), to_attr="promises")
    )


def overdue_of(user: User, *, now: datetime) -> QuerySet[Deadline]:
    """Answers of this colleague that are late; a talk still to be held is no answer."""
    late = Deadline.objects.late(now).to_tell().of(user)
    return late.select_related("rejection__candidate", "rejection__vacancy").first_due_first()


def _in_state(state: str, *, now: datetime) -> QuerySet[Rejection]:
    rejections = Rejection.objects
    chosen = {
        "open": rejections.open,
        "late": lambda: rejections.late(now),
        "told": rejections.told,
        "withdrawn": lambda: rejections.live().withdrawn(),
        "taken-back": rejections.taken_back,
        "never-told": rejections.never_told,
    }
    return chosen.get(state, rejections.all)()


def _with_open_promise(rejections: QuerySet[Rejection]) -> QuerySet[Rejection]:
    """One row each, for there is one promise of a kind."""
    waiting = rejections.filter(deadlines__kind=DeadlineKind.TELL, deadlines__met_at=None, deadlines__stopped_at=None)
    return waiting.annotate(due_at=F("deadlines__due_at"))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
