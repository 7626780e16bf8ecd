"""What stands in a letter in the place of the personal link, until it is posted."""

from django.utils.translation import gettext as _

from candidates.rules.letter_kinds import Leave

LINK_MARK = "[[personal-link]]"
OWN_MARK = "[[own-page]]"
LEAVE_MARKS = {leave: f"[[leave-{leave}]]" for leave in Leave}
MARKS = (LINK_MARK, OWN_MARK, *LEAVE_MARKS.values())


def has_mark(words: str) -> bool:
    return any(mark in words for mark in MARKS)


def without_marks(words: str) -> str:
    """To be read again: in the place of a link stands what it was."""
    for mark in MARKS:
        words = words.replace(mark, _("(your personal link)"))
    return words
