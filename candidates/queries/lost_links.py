"""Links that a candidate had before, and may be sent once more."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from candidates.models import Hold, Letter, LetterState, Link

MOST = 5  # the newest: who applied more often is helped by hand


def links_sent_to(address: str, *, now: datetime) -> QuerySet[Link]:
    """Only links that were in a mail that left: another one would be the first word about a decision."""
    had = Letter.objects.to_candidates().filter(link=OuterRef("pk"), state__in=[LetterState.SENT, LetterState.IN_DOUBT])
    held = Exists(Hold.objects.live(localdate(now)).filter(candidate=OuterRef("rejection__candidate")))
    kept = Q(rejection__keep_until=None) | Q(rejection__keep_until__gte=localdate(now)) | held
    people = ("rejection__candidate", "rejection__recruiter")
    return (
        Link.objects.alive(now)
        .filter(Exists(had), kept, rejection__candidate__email__iexact=address)
        .filter(rejection__undone_at=None, rejection__forgotten_at=None, rejection__candidate__anonymised_at=None)
        .select_related(*people)
        .order_by("-created_at")[:MOST]
    )
