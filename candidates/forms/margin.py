"""The notes beside the fields of a form, and the answers to those that hold it back.

For any form with fields of text: give it what was typed, ask `margin["went_well"]` in the template
(candidates/_notes.html), and `is_answered(form)` before something leaves.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from candidates.forms.stops import Desk, StopForm
from candidates.models import Organisation, Rejection, User
from candidates.queries.people import recruiters
from candidates.queries.sameness import sent_before
from candidates.rules.margin import Note, guided, margin

SEEN = "seen-"  # a hidden field beside the notes: which notes stand there now


@dataclass(frozen=True)
class Side:
    """What stands beside one field."""

    name: str
    text: str
    notes: list[Note]
    stops: dict[str, StopForm]
    language: str
    hint: str  # what to write here, as long as nothing is
    holds: bool  # a stop here keeps the text from leaving; beside what is only kept it is a remark

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def seen(self) -> str:
        """Changes when other notes stand here. Notes that did not change are not printed, nor read out, again."""
        said = " ".join([str(self.is_empty), self.hint, *(f"{note.key}{note.better}" for note in self.notes)])
        return hashlib.sha256(said.encode()).hexdigest()[:10]

    @property
    def with_answers(self) -> list[tuple[Note, StopForm | None]]:
        return [(note, self.stops.get(note.key)) for note in self.notes]


@dataclass
class Margin:
    """`whole`: the fields together are a message that must hold all three points; otherwise each sentence is alone.
    `typed` holds answers of before (a draft), `data` those of this request."""

    texts: Mapping[str, str]
    rejection: Rejection
    user: User
    organisation: Organisation
    now: datetime
    requirement: str = ""
    hint: str = ""
    whole: bool = True
    data: Mapping[str, Any] | None = None
    typed: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.language = guided(self.rejection.language)
        self.beside = margin(
            self.texts,
            self.language,
            stage=self.rejection.stage_at_rejection if self.whole else None,
            sent=sent_before(self.rejection, self.texts.values()),
            requirement=self.requirement,
        )
        answerable = [note for note in self.notes() if self.whole and note.is_stop and note.may_stay]
        colleagues = recruiters() if any(note.may_be_promised for note in answerable) else []
        desk = Desk(self.user, self.now, self.organisation, colleagues)
        self.stops = {note.key: self._stop_form(note, desk) for note in answerable}

    def __getitem__(self, name: str) -> Side:
        return Side(name, self.texts[name], self.beside[name], self.stops, self.language, self.hint, self.whole)

    def __iter__(self) -> Iterator[Side]:
        return (self[name] for name in self.texts)

    def notes(self) -> list[Note]:
        return [note for notes in self.beside.values() for note in notes]

    @property
    def unanswered(self) -> list[Note]:
        """Stops that are neither rewritten nor answered."""
        return [note for note in self.notes() if note.is_stop and not self._is_answered(note)]

    @property
    def subforms(self) -> list[StopForm]:
        """For the summary of mistakes."""
        return list(self.stops.values())

    @property
    def has_room(self) -> bool:
        """One of the fields is still empty."""
        return any(side.is_empty for side in self)

    def changed(self, posted: Mapping[str, Any]) -> list[Side]:
        """The sides whose notes are others than those on the screen."""
        return [side for side in self if posted.get(SEEN + side.name) != side.seen]

    def is_answered(self, form: forms.BaseForm) -> bool:
        """Puts an error on the field of every stop that still stands there, for a form that was judged already."""
        for note in self.unanswered:
            stop = self.stops.get(note.key)
            if stop is not None and not stop.has_own_errors:
                sentence = _("Rewrite “%(quote)s”, or write beside it why it may stay.")
                form.add_error(note.field, sentence % {"quote": note.finding.quote})
            elif stop is None and not form.has_error(note.field):
                form.add_error(note.field, _("Fill in or leave out “%(hole)s”.") % {"hole": note.finding.quote})
        return not self.unanswered

    def _is_answered(self, note: Note) -> bool:
        stop = self.stops.get(note.key)
        return stop is not None and stop.is_answer

    def _stop_form(self, note: Note, desk: Desk) -> StopForm:
        """A note that was not on the page yet has no answer: it shows the usual one."""
        names = {name: f"{note.key}-{name}" for name in StopForm.base_fields}
        was_asked = self.data is not None and any(key in self.data for key in names.values())
        before = {name: self.typed[key] for name, key in names.items() if key in self.typed}
        return StopForm(self.data if was_asked else None, note=note, desk=desk, initial=before)
