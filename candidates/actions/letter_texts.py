"""The standard sentences around the three points. A change is a new version; letters keep the one they began with."""

from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.letters.texts import current_text
from candidates.models import LetterText, User
from candidates.rules.placeholders import unknown
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import StandardText


class TextChanged(Exception):
    """Somebody else made a new version meanwhile."""


def kept(text: LetterText, *, at: datetime) -> LetterText:
    """The sentences the house begins with become a row when the first letter is written with them."""
    if text.pk:
        return text
    words = {"opening": text.opening, "invitation": text.invitation, "closing": text.closing, "made_at": at}
    row, _made = LetterText.objects.get_or_create(
        stage=text.stage, language=text.language, version=text.version, defaults=words
    )
    return row


def change_text(
    stage: Stage, language: str, words: StandardText, *, version: int, by: User, at: datetime
) -> LetterText:
    """`version` is the one that was on the screen. The same words again make no new version."""
    if any(map(unknown, vars(words).values())):
        raise ValueError("a placeholder that nobody can fill in")
    newest = kept(current_text(stage, language), at=at)
    if newest.version != version:
        raise TextChanged
    if vars(words).items() <= vars(newest).items():
        return newest
    try:
        with transaction.atomic():
            return LetterText.objects.create(
                stage=stage, language=language, version=version + 1, made_by=by, made_at=at, **vars(words)
            )
    except IntegrityError as twin:
        raise TextChanged from twin
