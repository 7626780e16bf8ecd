"""What Vandaag shows: a person's open promises, first due first, and what each one needs now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from candidates.models import (
    CallAttempt,
    CallMoment,
    CallOutcome,
    Deadline,
    DeadlineQuerySet,
    Feedback,
    FollowUp,
    FollowUpQuerySet,
    Handover,
    Letter,
    LetterState,
    Rejection,
    User,
)
from candidates.rules.letter_kinds import NOT_ON_TODAY, WITH_A_PAGE, LetterKind

IN_VAIN = [CallOutcome.VOICEMAIL, CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER]
SHOWN = 100  # a longer list is not a day's work: the list of rejections has the rest


@dataclass(frozen=True)
class Waiting:
    """How many people wait for an answer, and how many of them for how long."""

    people: int
    late: int
    today: int


def open_promises(owner: User | None) -> DeadlineQuerySet:
    """Of one colleague; of everybody without an owner. The list and every count beside it start here."""
    promises = Deadline.objects.open()
    return promises.of(owner) if owner else promises


def worklist(owner: User | None) -> list[Deadline]:
    """The promises with everything a row of the list says about them, in a fixed number of queries."""
    handovers = Handover.objects.select_related("from_user").order_by("-at")
    letters = Letter.objects.filter(kind=LetterKind.FEEDBACK).to_candidates()
    letters = letters.exclude(state=LetterState.SENT).order_by("-pk")
    chosen = CallMoment.objects.filter(given_up_at=None)
    written = Feedback.objects.filter(rejection=OuterRef("rejection"))
    return list(
        open_promises(owner)
        .first_due_first()
        .select_related("owner", "rejection__candidate", "rejection__vacancy")
        .prefetch_related(
            Prefetch("handovers", handovers, to_attr="newest_handovers"),
            Prefetch("rejection__letters", letters, to_attr="unsent_letters"),
            Prefetch("rejection__call_moments", chosen, to_attr="chosen_moments"),
        )
        .annotate(
            attempts=Count("rejection__calls", filter=Q(rejection__calls__outcome__in=IN_VAIN)),
            has_draft=Exists(written),
            draft_by=Subquery(written.values("saved_by")),
            draft_by_name=Subquery(written.values("saved_by__first_name")),
        )[:SHOWN]
    )


def open_follow_ups(owner: User | None) -> FollowUpQuerySet:
    follow_ups = FollowUp.objects.open()
    return follow_ups.of(owner) if owner else follow_ups


def promised_besides(owner: User | None) -> list[FollowUp]:
    people = ("owner", "rejection__candidate", "rejection__vacancy")
    return list(open_follow_ups(owner).first_due_first().select_related(*people)[:SHOWN])


def waiting(owner: User | None, *, now: datetime, end_of_day: datetime) -> Waiting:
    """People are counted by the decision they wait for; a talk that is still to be held is no open answer."""
    counts = (
        open_promises(owner)
        .to_tell()
        .aggregate(
            people=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            today=Count("pk", filter=Q(due_at__gte=now, due_at__lte=end_of_day)),
        )
    )
    return Waiting(**counts)


def planned_letters(owner: User) -> QuerySet[Letter]:
    """Mails that somebody wrote and that leave by themselves; until then they can be taken back."""
    mine = Q(rejection__recruiter=owner) | Q(deadline__owner=owner) | Q(approved_by=owner)
    return (
        Letter.objects.waiting()
        .to_candidates()
        .filter(mine, kind__in=WITH_A_PAGE)
        .select_related("candidate", "rejection")
        .order_by("not_before")
    )


def letters_in_trouble(owner: User) -> QuerySet[Letter]:
    """Failed, in doubt or held: only a person can decide what happens next."""
    mine = Q(rejection__recruiter=owner) | Q(deadline__owner=owner) | Q(approved_by=owner)
    stuck = Letter.objects.in_trouble().to_candidates().filter(mine).exclude(kind__in=NOT_ON_TODAY)
    return stuck.select_related("candidate", "rejection").order_by("pk")


def attempts_of(rejection: Rejection) -> QuerySet[CallAttempt]:
    return rejection.calls.select_related("by").order_by("at", "pk")
