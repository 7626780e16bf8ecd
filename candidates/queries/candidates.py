"""What is known about a person: who they are, what was decided about them, what mail they got or are owed."""

from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from candidates.models import Candidate, Deadline, Letter, LetterState, Rejection, Vacancy
from candidates.rules.stages import Channel

A_DAY = timedelta(hours=24)


def known_person(*, name: str, email: str, phone: str, lock: bool = False) -> Candidate | None:
    """By address; without one by number and name together, for a family may share a telephone."""
    people = Candidate.objects.select_for_update() if lock else Candidate.objects.all()
    if email:
        with_address = people.exclude(email="").alias(address=Lower("email"))
        return with_address.filter(address=email.strip().lower()).first()
    if phone:
        return people.filter(email="", phone=phone, name__iexact=name.strip()).first()
    return None


def decisions_about(candidate: Candidate) -> QuerySet[Rejection]:
    """Newest first, with the promise to tell it."""
    return (
        Rejection.objects.filter(candidate=candidate)
        .select_related("candidate", "vacancy", "recruiter")
        .prefetch_related(Prefetch("deadlines", Deadline.objects.to_tell(), to_attr="promises"))
        .newest_first()
    )


def on_same_vacancy(candidate: Candidate, vacancy: Vacancy) -> QuerySet[Rejection]:
    return Rejection.objects.live().filter(candidate=candidate, vacancy=vacancy)


def has_mail_within_a_day(candidate: Candidate, *, now: datetime) -> bool:
    """A mail left in the last day, is about to leave, or is owed for a decision of the last day."""
    letters = Letter.objects.to_candidates().filter(candidate=candidate)
    left_or_leaving = Q(sent_at__gt=now - A_DAY) | Q(state__in=[LetterState.WAITING, LetterState.SENDING])
    owed = Deadline.objects.open().to_tell().filter(channel=Channel.MAIL, created_at__gt=now - A_DAY)
    return letters.filter(left_or_leaving).exists() or owed.filter(rejection__candidate=candidate).exists()
