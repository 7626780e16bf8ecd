"""What was written besides a mail."""

from candidates.models import Letter
from candidates.rules.letter_kinds import LetterKind

OURS = list(LetterKind)  # all but those about a talk, which follow what becomes of it


def written_after(letter: Letter) -> Letter | None:
    """Of a mail about a talk: the newest one about the same decision. What stands in the older may be true no more."""
    if letter.kind in OURS:
        return None
    others = Letter.objects.to_candidates().filter(rejection=letter.rejection_id, pk__gt=letter.pk)
    return others.exclude(kind__in=OURS).order_by("-pk").first()
