"""docs/privacy.md says of terms and fields what the code says."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from candidates.actions.imports import KEPT
from candidates.models import Organisation
from candidates.queries.retention import terms_of
from candidates.rules.retention import KeepWhy
from candidates.rules.retention_words import term_lines

ROOT = Path(__file__).resolve().parent.parent
DOC = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_the_terms_are_those_of_an_organisation_that_changed_nothing() -> None:
    written = re.findall(r"^\| `(\w+)` \| (\d+) days \|", DOC, re.MULTILINE)
    assert written == [(line.reason.value, str(line.days)) for line in term_lines(terms_of(Organisation()))]
    assert {reason for reason, _days in written} == set(KeepWhy)


def test_the_other_terms_are_those_of_the_code() -> None:
    assert f"| rows of an imported file that were wrong or never answered | {KEPT.days} days |" in DOC
    assert f"| a session of a colleague | {settings.SESSION_COOKIE_AGE // 3600} hours |" in DOC


def test_backups_are_kept_as_long_as_running_says() -> None:
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert "| backups | at most 28 days" in DOC
    assert "Keep backups **at most 28 days**" in running


def test_every_personal_field_that_is_named_exists() -> None:
    rows = re.findall(r"^\| ((?:`[A-Z]\w+`(?:, )?)+) \| ((?:`\w+`(?:, )?)+) \|$", DOC, re.MULTILINE)
    assert len(rows) == 8
    models = {model.__name__: model for model in apps.get_models()}
    for tables, columns in rows:
        there = {field.name for table in re.findall(r"\w+", tables) for field in models[table]._meta.get_fields()}
        assert set(re.findall(r"\w+", columns)) <= there


def test_others_lead_to_it() -> None:
    for name in ("README.md", "docs/running.md"):
        assert re.search(r"\]\((docs/)?privacy\.md\)", (ROOT / name).read_text(encoding="utf-8"))
