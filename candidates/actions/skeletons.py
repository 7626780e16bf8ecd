"""Three points to begin with. A change is a new version, and is refused when it breaks the stored examples."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.models import Skeleton, User
from candidates.rules.points import Points
from candidates.rules.skeletons import Fault, faults, points_of
from candidates.rules.stages import Stage


class SkeletonChanged(Exception):
    """Somebody else made a new version meanwhile."""


class BreaksExamples(Exception):
    """Filled in as the examples are, it could not be sent."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__("the skeleton breaks its examples")
        self.faults = found


def kept_skeleton(skeleton: Skeleton, *, at: datetime) -> Skeleton:
    """The one of the house becomes a row when somebody begins with it."""
    if skeleton.pk:
        return skeleton
    words = points_of(skeleton).all() | {"examples": skeleton.examples, "made_at": at}
    row, _made = Skeleton.objects.get_or_create(
        stage=skeleton.stage,
        language=skeleton.language,
        name=skeleton.name,
        version=skeleton.version,
        defaults=words,
    )
    return row


def change_skeleton(
    newest: Skeleton, points: Points, *, more: Mapping[str, str], version: int, by: User, at: datetime
) -> Skeleton:
    """`version` is the one on the screen; `more` holds words for new places. The same points again change nothing."""
    if newest.version != version:
        raise SkeletonChanged
    examples = [{**more, **example} for example in newest.examples]
    found = faults(points, examples, stage=Stage(newest.stage), language=newest.language)
    if found:
        raise BreaksExamples(found)
    row = kept_skeleton(newest, at=at)
    if points == points_of(row):
        return row
    try:
        with transaction.atomic():
            return Skeleton.objects.create(
                stage=row.stage,
                language=row.language,
                name=row.name,
                version=version + 1,
                examples=examples,
                made_by=by,
                made_at=at,
                **points.all(),
            )
    except IntegrityError as twin:
        raise SkeletonChanged from twin
