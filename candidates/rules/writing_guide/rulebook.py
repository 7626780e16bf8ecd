"""The rules of one language, as they stand in its folder of TOML files."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from candidates.rules.writing_guide.findings import Severity, severity_of
from candidates.rules.writing_guide.notation import compile_phrase, literals
from candidates.rules.writing_guide.patterns import Phrase

FOLDER = Path(__file__).parent
LANGUAGES = ("nl", "en")
NAMED = re.compile(r"<(\w+)>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """`match` holds alternatives; of an alternative everything must be found, in any order, within the scope.

    What is `not_within` may not stand in the words that matched; the lifts look further: in what comes after them, in
    the part, in the sentence, or in the sentences beside it.
    """

    name: str
    label: str
    why: str
    better: str | None
    source: str
    severity: Severity
    scope: str
    match: tuple[tuple[Phrase, ...], ...]
    lifted_by: tuple[Phrase, ...]
    lifted_by_sentence: tuple[Phrase, ...]
    lifted_around: tuple[Phrase, ...]
    not_within: tuple[Phrase, ...]
    lifted_after: tuple[Phrase, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A rule on the whole text, or on its writing: the engine knows how to look, the file knows what to say."""

    name: str
    label: str
    why: str
    better: str | None
    source: str
    severity: Severity
    stage: str | None
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulebook:
    lang: str
    lists: dict[str, tuple[str, ...]]
    contexts: dict[str, tuple[Phrase, ...]]
    contractions: dict[str, str]
    rules: tuple[Rule, ...]
    notes: dict[str, Note]
    literals: frozenset[str]


def _tables(lang: str) -> Iterator[dict[str, Any]]:
    for path in sorted((FOLDER / lang).glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=len(LANGUAGES))
def rulebook(lang: str) -> Rulebook:
    tables = list(_tables(lang))
    lists = {name: _entries(text) for table in tables for name, text in table.get("lists", {}).items()}
    contexts = _contexts({name: phrases for table in tables for name, phrases in table.get("contexts", {}).items()})
    rules = tuple(_rule(row, table.get("lift", {}), contexts) for table in tables for row in table.get("rule", []))
    notes = {row["name"]: _note(row) for table in tables for row in table.get("note", [])}
    short = {key: full for table in tables for key, full in table.get("contractions", {}).items()}
    words = frozenset(literals(_all_phrases(rules, contexts)))
    return Rulebook(
        lang=lang, lists=lists, contexts=contexts, contractions=short, rules=rules, notes=notes, literals=words
    )


def _entries(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for part in text.replace("\n", ",").split(",") if (entry := part.strip())))


def _contexts(raw: dict[str, list[str]]) -> dict[str, tuple[Phrase, ...]]:
    """A context may use another one, whichever file holds it; a circle ends in a KeyError."""
    done: dict[str, tuple[Phrase, ...]] = {}
    waiting = dict(raw)
    while waiting:
        ready = [name for name, phrases in waiting.items() if _named_in(phrases).isdisjoint(waiting)]
        if not ready:
            raise KeyError(f"contexts wait for each other: {sorted(waiting)}")
        for name in ready:
            done[name] = tuple(compile_phrase(text, done) for text in waiting.pop(name))
    return done


def _named_in(phrases: list[str]) -> set[str]:
    return {name for phrase in phrases for name in NAMED.findall(phrase)}


def _rule(row: dict[str, Any], lift: dict[str, list[str]], contexts: dict[str, tuple[Phrase, ...]]) -> Rule:
    """`lift` holds what lifts every rule of the file."""

    def phrases(texts: list[str]) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, contexts) for text in texts)

    def lifted(name: str) -> tuple[Phrase, ...]:
        return phrases([*lift.get(name, []), *row.get(name, [])])

    return Rule(
        **_words(row),
        scope=row.get("scope", "part"),
        match=tuple(phrases(text.split(" & ")) for text in row["match"]),
        lifted_by=lifted("lifted_by"),
        lifted_by_sentence=lifted("lifted_by_sentence"),
        lifted_around=lifted("lifted_around"),
        not_within=lifted("not_within"),
        lifted_after=lifted("lifted_after"),
    )


def _note(row: dict[str, Any]) -> Note:
    return Note(**_words(row), stage=row.get("stage"))


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "label": row["label"],
        "why": row["why"],
        "better": row.get("better"),
        "source": row.get("source", ""),
        "severity": Severity(row.get("severity", severity_of(row["label"]))),
        "yes": tuple(row["yes"]),
        "no": tuple(row["no"]),
    }


def _all_phrases(rules: tuple[Rule, ...], contexts: dict[str, tuple[Phrase, ...]]) -> Iterator[Phrase]:
    for phrases in contexts.values():
        yield from phrases
    for rule in rules:
        lifts = (rule.lifted_by, rule.lifted_by_sentence, rule.lifted_around, rule.lifted_after, rule.not_within)
        for phrases in (*rule.match, *lifts):
            yield from phrases
