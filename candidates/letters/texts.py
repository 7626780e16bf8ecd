"""The standard sentences of a stage and language: the newest version, or the one the house begins with."""

from candidates.models import LetterText
from candidates.rules.stages import Stage
from candidates.rules.standard_texts import LANGUAGES, STANDARD_TEXTS


def current_text(stage: Stage, language: str) -> LetterText:
    """Not saved when nobody changed it yet and no letter was written with it."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    newest = LetterText.objects.filter(stage=stage, language=language).order_by("-version").first()
    return newest or _first(stage, language)


def _first(stage: Stage, language: str) -> LetterText:
    words = STANDARD_TEXTS[stage, language]
    return LetterText(stage=stage, language=language, version=1, **vars(words))
