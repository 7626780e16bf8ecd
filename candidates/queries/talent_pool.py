"""Who said yes to being kept longer: until when, and for what work."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from candidates.models import Candidate, Consent, Rejection
from candidates.models.words import has_word
from candidates.queries.search import words_in

SHOWN = 200


def pool(today: date, words: str = "") -> QuerySet[Consent]:
    """The first to end first. Each word stands in the name, in the work, or in a vacancy of theirs."""
    consents = Consent.objects.live(today).filter(candidate__anonymised_at=None)
    for word in words_in(words):
        people = Candidate.objects.filter(has_word("name", word)).values("pk")
        vacancies = Rejection.objects.filter(has_word("vacancy__title", word)).values("candidate")
        consents = consents.filter(has_word("work", word) | Q(candidate__in=people) | Q(candidate__in=vacancies))
    decided = Rejection.objects.select_related("vacancy").newest_first()
    with_people = consents.select_related("candidate").prefetch_related(
        Prefetch("candidate__rejections", decided, to_attr="decisions")
    )
    return with_people.order_by("until", "pk")


def consent_of(candidate: Candidate, today: date) -> Consent | None:
    return Consent.objects.live(today).filter(candidate=candidate).first()
