"""Who may be the one who calls: people who heard a decision of ours that stands."""

from candidates.models import Rejection
from candidates.queries.search import rejections_about

SHOWN = 8


def callers(words: str) -> list[Rejection]:
    if not words.strip():
        return []
    heard = Rejection.objects.live().told().select_related("candidate", "vacancy").newest_first()
    return list(rejections_about(heard, words)[:SHOWN])
