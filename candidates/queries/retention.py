"""The facts that decide how long a rejection is kept. Only rows of the ground: who books a talk writes its day here."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from candidates.models import Candidate, Consent, Deadline, FollowUp, FollowUpKind, Hold, Organisation, Rejection
from candidates.queries.prepared import Given, Prepared
from candidates.rules.retention import Case, Keep, KeepWhy, Terms, keep

CONSENT = Consent.objects.filter(candidate=OuterRef("candidate"), ended_at=None)
BESIDES = Prepared(  # what other rows say of a rejection's term: the last day of its vacancy, and of a consent
    lambda: Rejection.objects.filter(pk=Given("pk")).values_list(
        "vacancy__closed_on", Subquery(CONSENT.values("until"))
    )
)


def terms_of(organisation: Organisation) -> Terms:
    return Terms(after_procedure=organisation.retention_days, with_consent=organisation.consent_days)


def kept(rejection: Rejection, *, organisation: Organisation) -> Keep:
    return keep(case_of(rejection, organisation=organisation), terms_of(organisation))


def case_of(rejection: Rejection, *, organisation: Organisation) -> Case:
    """An answer that is owed lengthens the term only once the term is over (actions/retention): until then nobody
    knows whether it will be needed. Given late, it can be read for the rest of that time."""
    closed_on, consent_until = BESIDES(pk=rejection.pk)[0]
    return Case(
        decided_on=rejection.decided_at.astimezone(organisation.zone_info).date(),
        vacancy_closed_on=closed_on,
        decided_anew_on=_decided_anew_on(rejection, organisation),
        answer_owed=rejection.keep_why == KeepWhy.OWED,
        talk_on=rejection.talk_on,
        consent_until=consent_until,
        at_least=rejection.keep_at_least,
    )


def is_answer_owed(rejection: Rejection) -> bool:
    """Somebody still has to say something: the decision itself, or the new one of a case that was looked at again."""
    return (
        Deadline.objects.open().to_tell().filter(rejection=rejection).exists()
        or FollowUp.objects.open().filter(rejection=rejection, kind=FollowUpKind.ANEW).exists()
    )


def _decided_anew_on(rejection: Rejection, organisation: Organisation) -> date | None:
    """A case that was reopened counts from its new decision; before that, from its reopening."""
    if rejection.reopened_at is None:
        return None
    return rejection.decided_anew_on or rejection.reopened_at.astimezone(organisation.zone_info).date()


def without_reason(today: date) -> QuerySet[Rejection]:
    """Kept beyond their term, and nobody holds them: the first to end first, those that could not be forgotten before
    last. Rows without a term are looked at too."""
    over = Rejection.objects.kept().filter(Q(keep_until=None) | Q(keep_until__lt=today))
    return over.exclude(candidate__in=held(today)).order_by(
        F("forget_tried_at").asc(nulls_first=True), F("keep_until").asc(nulls_first=True), "pk"
    )


def soon_forgotten(today: date, until: date) -> QuerySet[Rejection]:
    """Those who will be forgotten after a day (`ends_on`) up to and including that one, with the people of a list: when
    their term ends, and the hold that somebody placed (`held_until`)."""
    holds = Hold.objects.live(today).filter(candidate=OuterRef("candidate")).order_by("-until")
    near = Rejection.objects.kept().filter(
        Q(keep_until__range=(today, until)) | Q(keep_until__lt=today, candidate__in=held(today))
    )
    ending = near.annotate(held_until=Subquery(holds.values("until")[:1])).annotate(
        ends_on=Greatest("keep_until", "held_until")
    )
    people = ("candidate", "vacancy", "recruiter")
    return ending.filter(ends_on__range=(today, until)).select_related(*people).order_by("ends_on", "pk")


def held(today: date) -> QuerySet[Candidate]:
    return Candidate.objects.filter(holds__in=Hold.objects.live(today))
