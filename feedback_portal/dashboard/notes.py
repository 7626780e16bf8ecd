"""One row per note of the guide: how often it went along, and what candidates found of feedback with it and without."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words

from candidates.figures.opinions import Opinions
from candidates.rules.figures import Share


@dataclass(frozen=True)
class NoteRow:
    label: str
    words: Words
    count: int
    overruled: int
    not_useful_with: Share
    not_useful_without: Share


def note_rows(said: Opinions) -> list[NoteRow]:
    return [
        NoteRow(
            note.label,
            note.words,
            note.count,
            note.overruled,
            said.not_useful(note.label, noted=True),
            said.not_useful(note.label, noted=False),
        )
        for note in said.notes
    ]
