"""What was written besides a mail."""

from candidates.models import Letter
from candidates.rules.letter_kinds import WITH_A_PAGE


def written_after(letter: Letter) -> Letter | None:
    """The newest mail about the same decision that nobody wrote by hand: what stands in this one may be old."""
    others = Letter.objects.to_candidates().filter(rejection=letter.rejection_id, pk__gt=letter.pk)
    return others.exclude(kind__in=WITH_A_PAGE).order_by("-pk").first()
