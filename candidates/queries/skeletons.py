"""The skeletons of a stage and language: of each name the newest version, or the one the house begins with."""

from candidates.models import Skeleton
from candidates.rules.skeletons import Outline, outline_of, outlines
from candidates.rules.stages import Stage


def skeletons(stage: Stage, language: str) -> list[Skeleton]:
    """In the order of the house. Those that nobody changed or used yet are not saved."""
    rows = Skeleton.objects.filter(stage=stage, language=language).select_related("made_by").order_by("version")
    newest = {row.name: row for row in rows}
    return [newest.get(outline.name) or _first(stage, language, outline) for outline in outlines(stage, language)]


def skeleton(stage: Stage, language: str, name: str) -> Skeleton | None:
    """The newest of this name; None when there is no such skeleton."""
    return next((one for one in skeletons(stage, language) if one.name == name), None)


def skeleton_of_version(stage: Stage, language: str, name: str, version: int) -> Skeleton | None:
    """The one somebody began with, also when there is a newer one by now."""
    row = Skeleton.objects.filter(stage=stage, language=language, name=name, version=version).first()
    outline = outline_of(stage, language, name)
    return row or (_first(stage, language, outline) if outline and version == 1 else None)


def _first(stage: Stage, language: str, outline: Outline) -> Skeleton:
    points, examples = outline.points.all(), [dict(example) for example in outline.examples]
    return Skeleton(stage=stage, language=language, name=outline.name, version=1, examples=examples, **points)
