"""Every rule keeps the promise of its own examples, and is missed when it is switched off."""

import pytest

from candidates.rules.writing_guide import LANGUAGES, check, rulebook
from candidates.rules.writing_guide.rulebook import Note, Rule

NEEDS_HISTORY = "form.repeated"
RULES = [
    pytest.param(lang, rule, id=f"{lang}-{rule.name}")
    for lang in LANGUAGES
    for rule in (*rulebook(lang).rules, *rulebook(lang).notes.values())
    if rule.name != NEEDS_HISTORY
]


def found(text: str, lang: str, rule: Rule | Note, *, without: frozenset[str] = frozenset()) -> bool:
    stage = "cv-screening" if rule.name.startswith("message.") else None
    return rule.label in {finding.label for finding in check(text, lang, stage=stage, without=without)}


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_it_finds_what_its_examples_say(lang: str, rule: Rule | Note) -> None:
    assert [text for text in rule.yes if not found(text, lang, rule)] == []


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_it_leaves_alone_what_its_examples_say(lang: str, rule: Rule | Note) -> None:
    assert [text for text in rule.no if found(text, lang, rule)] == []


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_switched_off_it_is_missed(lang: str, rule: Rule | Note) -> None:
    unseen = [text for text in rule.yes if not found(text, lang, rule, without=frozenset({rule.name}))]
    assert unseen != []


@pytest.mark.parametrize(("lang", "rule"), RULES)
def test_it_has_examples_both_ways_and_says_why(lang: str, rule: Rule | Note) -> None:
    assert rule.yes
    assert rule.no
    assert rule.why.endswith(".")
    assert rule.source


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_given_once(lang: str) -> None:
    names = [rule.name for rule in (*rulebook(lang).rules, *rulebook(lang).notes.values())]
    assert sorted(names) == sorted(set(names))


def test_both_languages_have_the_same_kinds_of_rule() -> None:
    kinds = [{rule.label for rule in (*rulebook(lang).rules, *rulebook(lang).notes.values())} for lang in LANGUAGES]
    assert kinds[0] == kinds[1]
