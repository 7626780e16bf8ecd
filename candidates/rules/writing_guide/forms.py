"""Faults of form: a place not filled in, 'n.v.t.', a sentence too long to follow, a paragraph others got before."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from candidates.rules.writing_guide.findings import Finding
from candidates.rules.writing_guide.reader import Sentence
from candidates.rules.writing_guide.rulebook import Note, Rulebook
from candidates.rules.writing_guide.splitting import plain

# Each bracket holds at most 40 marks and no bracket of its own kind, so the search stays linear.
UNFILLED = re.compile(
    r"\{\{[^{}\n]{0,40}\}\}|\{[^{}\n]{1,40}\}|<(?![\s\d/=])[^<>\n]{1,40}>|\[(?![\s\]])[^\[\]\n]{1,40}\]"
    r"|_{3,}|(?<![^\W_])[Xx]{3,}(?![^\W_])|(?<![^\W_])(?:X{2}|N{2})(?![^\W_])|%[A-Za-z_]{2,30}%|\.{5,}|…{2,}"
)
# [E-417], [2], [x]: a code or a note, not a place to fill in.
CODE = re.compile(r"^[\[{<]\s*(?:[A-Z]{0,4}[-–.]?\d+[\w.\-]*|\.{3}|…|x|X|sic|http[^\]>]*|[^\s@]+@[^\s@]+)\s*[\]}>]$")
NOT_APPLICABLE = re.compile(r"(?<![^\W_])n\.?[/ ]?v\.?t\.?(?![^\W_])|(?<![^\W_])n/a(?![^\W_])", re.IGNORECASE)
LONGEST_SENTENCE = 30
SHORTEST_PARAGRAPH = 60


def form_faults(text: str, sentences: list[Sentence], book: Rulebook) -> Iterator[Finding]:
    for found in UNFILLED.finditer(text):
        if not CODE.match(found[0]):
            yield finding_on(book.notes["form.placeholder"], text, *found.span())
            yield finding_on(book.notes["message.placeholder"], text, *found.span())
    for found in NOT_APPLICABLE.finditer(text):
        yield finding_on(book.notes["form.not_applicable"], text, *found.span())
    for sentence in sentences:
        if sum(token.word[0].isalnum() for token in sentence.tokens) > LONGEST_SENTENCE:
            yield finding_on(book.notes["form.long_sentence"], text, *sentence.span(0, len(sentence.tokens)))


def paragraph_key(paragraph: str) -> str:
    """The same for paragraphs that differ only in case, spaces, digits or marks; keeps no readable text."""
    letters = re.sub(r"[\W\d_]+", " ", plain(paragraph)).strip()
    return hashlib.sha256(letters.encode()).hexdigest()


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph long enough to be worth a note, with the place where it starts."""
    for found in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text):
        if len(found[0].strip()) >= SHORTEST_PARAGRAPH:
            yield found.start(), found[0]


def repeats(text: str, book: Rulebook, *, sent: Mapping[str, int]) -> Iterator[Finding]:
    """`sent` tells by `paragraph_key` to how many other people a paragraph went."""
    for start, paragraph in paragraphs(text):
        people = sent.get(paragraph_key(paragraph), 0)
        if people:
            yield finding_on(book.notes["form.repeated"], text, start, start + len(paragraph), people=people)


def finding_on(note: Note, text: str, start: int, end: int, **words: int) -> Finding:
    return Finding(
        label=note.label,
        rule=note.name,
        why=note.why.format(**words),
        start=start,
        end=end,
        quote=text[start:end],
        better=note.better,
        source=note.source,
        severity=note.severity,
    )
