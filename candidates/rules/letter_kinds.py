"""What a mail to a candidate is for. A mail to a colleague names its own template."""

from enum import StrEnum


class LetterKind(StrEnum):
    FEEDBACK = "feedback"  # tells the decision with the three points
    ASK_MOMENT = "ask_moment"  # asks when to call; tells nothing
    CONFIRMATION = "confirmation"  # what was said in a call, in writing
    USEFUL = "useful"  # asks whether the feedback, or the talk, was useful
    LOST_LINK = "lost_link"  # the personal link once more, because somebody asked for it
    TALENT_POOL = "talent_pool"  # a message to somebody who wished to be kept longer
    CONSENT_AGAIN = "consent_again"  # asks whether that wish goes on
    DATA_ANSWER = "data_answer"  # answers what somebody asked about their own data


class Leave(StrEnum):
    """What somebody can leave with one press; the word stands in the address."""

    POOL = "talentpool"
    QUESTIONS = "vragen"


# Not about a service that somebody is owed: each says how to have no more of them (RFC 8058).
LEFT_BY = {
    LetterKind.USEFUL: Leave.QUESTIONS,
    LetterKind.TALENT_POOL: Leave.POOL,
    LetterKind.CONSENT_AGAIN: Leave.POOL,
}


# Written by hand, on a page of their own that has the name of the kind.
WITH_A_PAGE = (LetterKind.FEEDBACK, LetterKind.ASK_MOMENT, LetterKind.CONFIRMATION)
# About the person and not about a decision: these go also when a decision was taken back.
OF_THE_PERSON = (LetterKind.LOST_LINK, LetterKind.TALENT_POOL, LetterKind.CONSENT_AGAIN, LetterKind.DATA_ANSWER)
# When one of these gets stuck its writer gets a mail. Nobody waits there for an answer: it does not stand on Vandaag.
NOT_ON_TODAY = (LetterKind.USEFUL, *OF_THE_PERSON)
WITH_CONSENT = (LetterKind.TALENT_POOL, LetterKind.CONSENT_AGAIN)  # only as long as somebody says yes to them


def left_by(kind: str) -> Leave | None:
    return LEFT_BY.get(LetterKind(kind)) if kind in set(LetterKind) else None
