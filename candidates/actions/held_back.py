"""What the guide stops in a text that is about to leave: rewritten, overruled for a reason, or made a real promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from candidates.actions.follow_ups import drop_follow_up, make_follow_up
from candidates.actions.proof import overruled
from candidates.models import (
    FollowUp,
    FollowUpKind,
    Letter,
    Override,
    ProofEntry,
    ProofNote,
    Rejection,
    SentPassage,
    User,
)
from candidates.queries.sameness import sent_before
from candidates.rules.margin import Note, margin
from candidates.rules.points import Points
from candidates.rules.sameness import bands_of, passages, words_of


@dataclass(frozen=True)
class Promised:
    """What was hope is something to do, on a day, by somebody."""

    what: str
    due_at: datetime
    owner: User


@dataclass(frozen=True)
class Answers:
    """To the stops, by the key of the note (rules.margin)."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    promises: Mapping[str, Promised] = field(default_factory=dict)

    def of(self, note: Note) -> str:
        """The word that stays with the letter; empty when there is no answer that counts."""
        if note.may_be_promised and note.key in self.promises:
            return "promised"
        return "overruled" if note.may_stay and self.reasons.get(note.key, "").strip() else ""


class HeldBack(Exception):
    """A sentence that the guide stops was neither rewritten nor answered."""


@dataclass(frozen=True)
class Judged:
    """A text that may leave, with all that was said about it."""

    rejection: Rejection
    points: Points
    notes: Sequence[Note]
    answers: Answers

    @property
    def overruled(self) -> list[Note]:
        return [note for note in self.notes if note.is_stop and self.answers.of(note) == "overruled"]

    @property
    def promises(self) -> list[Promised]:
        return [self.answers.promises[note.key] for note in self.notes if self.answers.of(note) == "promised"]

    @property
    def findings(self) -> list[dict[str, object]]:
        return [note.as_record() | {"answer": self.answers.of(note)} for note in self.notes]


def judge(rejection: Rejection, points: Points, answers: Answers) -> Judged:
    """The same rules as beside the fields, on what is really about to leave. Raises HeldBack."""
    texts, stage = points.all(), rejection.stage_at_rejection
    beside = margin(texts, rejection.language, stage=stage, sent=sent_before(rejection, texts.values()))
    notes = [note for notes in beside.values() for note in notes]
    unanswered = [note.finding.quote for note in notes if note.is_stop and not answers.of(note)]
    if unanswered:
        raise HeldBack(unanswered)
    return Judged(rejection, points, notes, answers)


def note_down(
    judged: Judged, *, letter: Letter | None = None, by: User, at: datetime, proof: Sequence[ProofNote] = ()
) -> None:
    """In the transaction that saves the text: what was overruled and promised. Of a call there is no letter.
    `proof` is what else belongs into the file of proof, before that."""
    overrides = [_override(note, letter, judged, by=by, at=at) for note in judged.overruled]
    Override.objects.bulk_create(overrides)
    if letter:
        drop_promises(letter, by=by, at=at)
        _remember_passages(letter, judged.points)
    ProofEntry.objects.write_down([*proof, *map(overruled, overrides)])
    for promised in judged.promises:
        _make_promise(letter, judged.rejection, promised, by=by, at=at)


def drop_promises(letter: Letter, *, by: User, at: datetime) -> None:
    """The mail that makes them does not leave. All are locked before the first is written down (models/proof)."""
    promises = FollowUp.objects.open().filter(letter=letter, kind=FollowUpKind.PROMISED)
    for promise in list(promises.select_for_update(of=("self",))):
        drop_follow_up(promise, why=_("the mail was taken back"), by=by, at=at)


def _remember_passages(letter: Letter, points: Points) -> None:
    letter.passages.all().delete()
    words = [words_of(passage) for text in points.all().values() for passage in passages(text)]
    SentPassage.objects.bulk_create(SentPassage(letter=letter, words=each, bands=bands_of(each)) for each in words)


def _override(note: Note, letter: Letter | None, judged: Judged, *, by: User, at: datetime) -> Override:
    return Override(
        rejection=judged.rejection,
        letter=letter,
        field=note.field,
        label=note.finding.label,
        rule=note.finding.rule,
        quote=note.finding.quote or "",
        why=judged.answers.reasons[note.key].strip(),
        by=by,
        at=at,
    )


def _make_promise(letter: Letter | None, rejection: Rejection, promised: Promised, *, by: User, at: datetime) -> None:
    follow_up = make_follow_up(rejection, kind=FollowUpKind.PROMISED, by=by, at=at, **vars(promised))
    follow_up.letter = letter
    follow_up.save(update_fields=["letter"])
