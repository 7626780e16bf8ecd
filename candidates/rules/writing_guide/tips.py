"""How many things a sentence tells its reader to do."""

from itertools import pairwise

from candidates.rules.writing_guide.reader import Sentence, Stretch
from candidates.rules.writing_guide.shelf import Shelves

TOO_MANY_TIPS = 3
CHOICE = frozenset({"of", "or"})
GOING_ON = CHOICE | {"en", "and"}
TIP_CONTEXTS = ("no_tip", "no_thing", "tip_piece", "tip", "tip_list")
PIECE_BREAKS = frozenset({",", ";", ":", "en", "and", "of", "or", "-", "•"})


def tips_in(sentence: Sentence, shelves: Shelves) -> int:
    """Each piece between commas and 'and' that tells the reader what to do is one; 'three things' is too many."""
    pieces = [piece for piece in _pieces(sentence) if not shelves["no_tip"].stands_in(sentence, piece)]
    telling: list[Stretch] = []
    for piece in pieces:
        if (telling or not _follows(sentence, piece, GOING_ON)) and _tells(sentence, piece, shelves):
            telling.append(piece)
    told = max(sum(not _announces(sentence, piece) for piece in telling), bool(telling))
    if shelves["no_tip"].stands_in(sentence, sentence.whole):
        return told
    if shelves["tip_list"].stands_in(sentence, sentence.whole):
        return TOO_MANY_TIPS
    if not shelves["tip"].stands_in(sentence, sentence.whole):
        return told
    things = [piece for piece in pieces if not shelves["no_thing"].stands_in(sentence, piece)]
    several = sum(not _follows(sentence, piece, CHOICE) for piece in things)
    return max(told, several if several >= TOO_MANY_TIPS else 1)


def _follows(sentence: Sentence, piece: Stretch, words: frozenset[str]) -> bool:
    """After 'and' a piece says more of the same: 'you list eight and say why' tells nobody to say anything."""
    return piece.lo > 0 and sentence.tokens[piece.lo - 1].word in words


def _announces(sentence: Sentence, piece: Stretch) -> bool:
    """'What I would do:' is no tip beside the one it announces."""
    return piece.hi < len(sentence.tokens) and sentence.tokens[piece.hi].word == ":"


def _tells(sentence: Sentence, piece: Stretch, shelves: Shelves) -> bool:
    if shelves["tip_piece"].stands_in(sentence, piece):
        return True
    return shelves["tip"].stands_in(sentence, piece) and not shelves["no_thing"].stands_in(sentence, piece)


def _pieces(sentence: Sentence) -> list[Stretch]:
    cuts = [at for at, token in enumerate(sentence.tokens) if token.word in PIECE_BREAKS]
    return [Stretch(lo + 1, hi) for lo, hi in pairwise([-1, *cuts, len(sentence.tokens)]) if hi > lo + 1]
