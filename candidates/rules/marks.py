"""What stands in a letter in the place of the personal link, until it is posted."""

from candidates.rules.letter_kinds import Leave

LINK_MARK = "[[personal-link]]"
OWN_MARK = "[[own-page]]"
LEAVE_MARKS = {leave: f"[[leave-{leave}]]" for leave in Leave}
MARKS = (LINK_MARK, OWN_MARK, *LEAVE_MARKS.values())


def has_mark(words: str) -> bool:
    return any(mark in words for mark in MARKS)
