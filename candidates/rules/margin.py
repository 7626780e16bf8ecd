"""The guide's findings as notes in the margin: beside the point they belong to, with the sentence to replace."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise as Words

from candidates.rules.guide_words import subject_of
from candidates.rules.points import holes
from candidates.rules.special_data import make_ready, special_places
from candidates.rules.stages import Stage
from candidates.rules.writing_guide import LANGUAGES, Finding, Severity, guide_for, paragraph_key
from candidates.rules.writing_guide.forms import repeats
from candidates.rules.writing_guide.splitting import sentences

BETWEEN = "\n\n"
SPECIAL_RULE = "form.special_data"
# A remark on the whole text stands beside the point that is missing.
HOME = {
    "missing_positive": "went_well",
    "impersonal": "went_well",
    "missing_reason": "why_not",
    "missing_advice": "advice",
    "too_many_tips": "advice",
}
# What somebody said, did or scored is only known after they were met.
AFTER_MEETING = re.compile(
    r"\[(?:score|norm|mark)\]|\b(?:gesprek|opdracht|op de vraag naar|aarzelde|interview|hesitated)\b", re.IGNORECASE
)
REQUIREMENT = re.compile(r"\[(?:eis|requirement)\]")
ONE_OTHER = {
    "nl": "Deze alinea ging al naar iemand anders. Maak haar persoonlijk.",
    "en": "This paragraph went to somebody else before. Make it personal.",
}


@dataclass(frozen=True)
class Note:
    """`replaces` is the whole sentence around the quote: what the better wording takes the place of."""

    field: str
    finding: Finding
    replaces: str
    better: str

    @property
    def key(self) -> str:
        """The same for as long as the same rule finds the same words in the same field."""
        said = "\0".join([self.field, self.finding.rule, self.finding.quote or ""])
        return hashlib.sha256(said.encode()).hexdigest()[:10]

    @property
    def title(self) -> Words:
        return subject_of(self.finding.label).title

    @property
    def is_stop(self) -> bool:
        return self.finding.severity is Severity.STOP

    @property
    def may_stay(self) -> bool:
        """A place that was not filled in never leaves, whatever the reason."""
        return not (self.finding.label == "placeholder" and holes(self.finding.quote or ""))

    @property
    def may_be_promised(self) -> bool:
        return self.finding.label == "false_hope"

    def as_record(self) -> dict[str, object]:
        found = self.finding
        return {
            "field": self.field,
            "label": found.label,
            "rule": found.rule,
            "severity": found.severity.value,
            "quote": found.quote,
            "why": found.why,
        }


def guided(language: str) -> str:
    """The language whose rules read a text."""
    return language if language in LANGUAGES else LANGUAGES[0]


def margin(
    texts: Mapping[str, str],
    language: str,
    *,
    stage: str | None,
    sent: Mapping[str, int] | None = None,
    requirement: str = "",
) -> dict[str, list[Note]]:
    """The notes beside each field. All fields are read as one message; without a stage each sentence is on its own.

    `sent` tells by paragraph_key to how many other people a paragraph went; `requirement` is put into better wordings.
    """
    language = guided(language)
    guide = guide_for(language)  # also for an empty page: who opens it waits once, not who types
    make_ready()
    beside: dict[str, list[Note]] = {name: [] for name in texts}
    whole = BETWEEN.join(texts.values())
    findings = guide.check(whole, stage=stage) if whole.strip() else []
    for field, finding in _placed(findings, texts):
        fitting = _fitting(finding, stage)
        beside[field].append(_note(field, fitting, texts[field], requirement))
    for field, text in texts.items() if stage is None else ():
        beside[field] += [_note(field, finding, text, "") for finding in _special(text, language, beside[field])]
    for field, text in texts.items():
        beside[field] += [_note(field, finding, text, "") for finding in _repeated(text, language, sent or {})]
    return {field: _once(notes) for field, notes in beside.items()}


def in_sentence(requirement: str) -> str:
    """ "Rijbewijs B." becomes "rijbewijs B"; "BIG-registratie" stays."""
    bare = requirement.strip().rstrip(".")
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare


def _special(text: str, language: str, known: Iterable[Note]) -> Iterable[Finding]:
    """In what is only kept: special words the guide itself does not see, for it waits for "you"."""
    rule = next(rule for rule in guide_for(language).book.rules if rule.name == SPECIAL_RULE)
    seen = [note.finding for note in known]
    for start, end in special_places(text):
        found = Finding(
            label=rule.label,
            rule=rule.name,
            why=rule.why,
            start=start,
            end=end,
            quote=text[start:end],
            source=rule.source,
        )
        if not any(found.overlaps(other) for other in seen):
            yield found


def _repeated(text: str, language: str, sent: Mapping[str, int]) -> Iterable[Finding]:
    for finding in repeats(text, guide_for(language).book, sent=sent):
        one = sent.get(paragraph_key(finding.quote or "")) == 1
        yield replace(finding, why=ONE_OTHER[language]) if one else finding


def _placed(findings: Iterable[Finding], texts: Mapping[str, str]) -> Iterable[tuple[str, Finding]]:
    starts = _starts(texts)
    for finding in findings:
        if finding.start is None or finding.end is None:
            home = HOME.get(finding.label, next(iter(texts)))
            if _is_due(finding, home, texts):
                yield home, finding
            continue
        field = max((start, name) for name, start in starts.items() if start <= finding.start)[1]
        yield field, _moved(finding, starts[field], len(texts[field]))


def _starts(texts: Mapping[str, str]) -> dict[str, int]:
    """Where each field begins in the whole. Of fields that begin at one place only the last can hold a word."""
    starts, at = {}, 0
    for name, text in texts.items():
        starts[name], at = at, at + len(text) + len(BETWEEN)
    return starts


def _is_due(finding: Finding, home: str, texts: Mapping[str, str]) -> bool:
    """What is missing is only missed when its field has words: somebody who still types is not corrected."""
    if finding.label.startswith("missing_"):
        return bool(texts.get(home, "").strip())
    return home in texts and all(text.strip() for text in texts.values())


def _moved(finding: Finding, by: int, length: int) -> Finding:
    start, end = finding.start or 0, finding.end or 0
    return replace(finding, start=max(0, start - by), end=min(length, end - by))


def _fitting(finding: Finding, stage: str | None) -> Finding:
    """Of somebody known by cv and letter no wording is offered that tells of a talk, a test or an assignment."""
    is_known_by_cv = stage == Stage.CV_SCREENING
    return replace(finding, better=None) if is_known_by_cv and AFTER_MEETING.search(finding.better or "") else finding


def _note(field: str, finding: Finding, text: str, requirement: str) -> Note:
    better = finding.better or ""
    if requirement:
        better = REQUIREMENT.sub(lambda _mark: in_sentence(requirement), better)
    return Note(field=field, finding=finding, replaces=_sentence_around(finding, text), better=better)


def _sentence_around(finding: Finding, text: str) -> str:
    if finding.start is None or finding.end is None:
        return ""
    touched = [part for part in sentences(text) if part[0].start < finding.end and part[-1].end > finding.start]
    return text[touched[0][0].start : touched[-1][-1].end] if touched else finding.quote or ""


def _once(notes: list[Note]) -> list[Note]:
    """Stops first. What says the same again is left out: the same words twice, or what another note already implies."""
    kept: dict[str, Note] = {}
    for note in sorted(notes, key=lambda note: not note.is_stop):
        if not _is_implied(note, notes):
            kept.setdefault(note.key, note)
    return list(kept.values())


def _is_implied(note: Note, notes: list[Note]) -> bool:
    """A place not filled in is also impersonal, and a vague reason is also missing: one of the two is enough."""
    if note.finding.label == "impersonal":
        return any(other.finding.label == "placeholder" for other in notes)
    return note.finding.label == "missing_reason" and any(other.finding.label == "vague" for other in notes)
