"""What candidates asked about their own data, and whose data are held meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from candidates.models import Asks, Candidate, DataRequest, Hold, Letter, LetterState, Rejection
from candidates.rules.letter_kinds import LetterKind

LATELY = 20
PEOPLE = ("candidate", "rejection__recruiter", "rejection__vacancy", "answered_by")


@dataclass(frozen=True)
class OpenRequests:
    count: int
    late: int
    first_due: datetime | None


def with_people() -> QuerySet[DataRequest]:
    return DataRequest.objects.select_related(*PEOPLE)


def open_requests() -> list[DataRequest]:
    return list(with_people().filter(answered_at=None).order_by("due_at", "pk"))


def asks_to_correct(candidate: Candidate) -> DataRequest | None:
    """What this person wants to be put right and nobody answered yet."""
    return with_people().filter(answered_at=None, candidate=candidate, asks=Asks.CORRECT).first()


def answered_lately() -> list[DataRequest]:
    """By a colleague; what happened at once needs no desk."""
    answered = with_people().filter(answered_by__isnull=False)
    return list(answered.order_by("-answered_at", "-pk")[:LATELY])


def how_many_open(now: datetime) -> OpenRequests:
    late = Count("pk", filter=Q(due_at__lt=now))
    return OpenRequests(**DataRequest.objects.open().aggregate(count=Count("pk"), late=late, first_due=Min("due_at")))


def letter_of(request: DataRequest) -> Letter | None:
    return Letter.objects.filter(key=answer_key(request)).first()


def answer_key(request: DataRequest) -> str:
    return f"{LetterKind.DATA_ANSWER}/{request.pk}"


def live_holds(today: date) -> QuerySet[Hold]:
    """The first to end first."""
    return Hold.objects.live(today).select_related("candidate", "placed_by", "data_request").order_by("until", "pk")


def holds_of(candidate: Candidate, today: date) -> list[Hold]:
    return list(live_holds(today).filter(candidate=candidate))


def held_among(candidates: Iterable[int], today: date) -> set[int]:
    held = Hold.objects.live(today).filter(candidate__in=list(candidates))
    return set(held.values_list("candidate", flat=True))


def rejection_to_write_from(candidate: Candidate, known: Rejection | None = None) -> Rejection | None:
    """Whose link and whose recruiter a mail to this person carries: the decision it is about, or the newest one they
    heard of: the link of another one would be the first word about it."""
    if known is not None and known.undone_at is None and known.forgotten_at is None:
        return known
    theirs = Rejection.objects.kept().filter(candidate=candidate).select_related("recruiter", "vacancy", "candidate")
    heard = Exists(Letter.objects.to_candidates().filter(link__rejection=OuterRef("pk"), state=LetterState.SENT))
    standing = theirs.filter(undone_at=None).newest_first()
    return (
        standing.told().first() or standing.filter(heard).first() or standing.first() or theirs.newest_first().first()
    )
