"""To how many other people a paragraph went before, in one question however many paragraphs there are."""

from collections.abc import Iterable

from django.db.models import Q

from candidates.models import LetterState, Rejection, SentPassage
from candidates.rules.sameness import alike, bands_of, passages, words_of
from candidates.rules.writing_guide import paragraph_key

WENT = (LetterState.WAITING, LetterState.SENDING, LetterState.SENT, LetterState.IN_DOUBT)
AT_MOST = 2000  # rows that can be alike; more people than that change nothing in what is said


def sent_before(rejection: Rejection, texts: Iterable[str]) -> dict[str, int]:
    """By paragraph_key: the number of other people. A paragraph that went to nobody is not named."""
    mine = {paragraph_key(passage): words_of(passage) for text in texts for passage in passages(text)}
    if not mine:
        return {}
    people: dict[str, set[int]] = {key: set() for key in mine}
    for candidate_id, theirs in _perhaps_alike(rejection, mine.values()):
        for key, words in mine.items():
            if alike(words, theirs):
                people[key].add(candidate_id)
    return {key: len(found) for key, found in people.items() if found}


def _perhaps_alike(rejection: Rejection, mine: Iterable[list[int]]) -> list[tuple[int, list[int]]]:
    shared = Q()
    for words in mine:
        shared |= Q(bands__overlap=bands_of(words))
    sent = SentPassage.objects.filter(shared, letter__state__in=WENT)
    others = sent.exclude(letter__candidate=rejection.candidate_id)
    return list(others.values_list("letter__candidate", "words")[:AT_MOST])
