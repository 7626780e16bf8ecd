"""What stood on a page besides the points, as it was typed: kept with the draft, so that it can be shown again."""

from collections.abc import Mapping

LONGEST = 32_000  # characters of all of it together
# what a page carries for itself, and what the draft has columns for
NOT_TYPED = ("csrfmiddlewaretoken", "kept_for", "do", "version", "page_key", "began_with")
OF_THE_PAGE = "seen-"
LOOKED_AT = "-looked-at"  # the tick beside a free text with special words: it is asked anew, and kept nowhere


def besides(posted: Mapping[str, str], *, points: tuple[str, ...]) -> dict[str, str]:
    """Nothing when it is more than a person types."""
    kept = {
        name: str(words)
        for name, words in posted.items()
        if name not in (*NOT_TYPED, *points)
        and not (name.startswith(OF_THE_PAGE) or name.endswith(LOOKED_AT))
        and words
    }
    return kept if sum(map(len, kept.values())) <= LONGEST else {}
