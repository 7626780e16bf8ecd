"""What a mail to a candidate is for. A mail to a colleague names its own template."""

from enum import StrEnum


class LetterKind(StrEnum):
    FEEDBACK = "feedback"  # tells the decision with the three points
    ASK_MOMENT = "ask_moment"  # asks when to call; tells nothing
    CONFIRMATION = "confirmation"  # what was said in a call, in writing
