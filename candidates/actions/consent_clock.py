from datetime import date, datetime

from django.db import transaction

from candidates.actions.retention import keep_person_as_long_as_needed
from candidates.models import Consent, ConsentEnd, Organisation


def end_consents_that_are_over(*, today: date, organisation: Organisation, at: datetime) -> int:
    """The day after the last. Answers how many."""
    with transaction.atomic():
        over = list(
            Consent.objects.filter(ended_at=None, until__lt=today)
            .select_related("candidate")
            .select_for_update(of=("self",), skip_locked=True)
        )
        Consent.objects.filter(pk__in=[consent.pk for consent in over]).update(ended_at=at, ended_why=ConsentEnd.OVER)
        for consent in over:
            keep_person_as_long_as_needed(consent.candidate, organisation=organisation)
    return len(over)
