"""Who may open what: every address of the portal, for everybody, against the table in docs/words.md.

The table is the source: a page that does not stand in it fails, and so does a door that is more open or more closed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.test import Client
from django.urls import reverse

from candidates.models import User
from tests import cast
from tests.access_cast import NOW, Page, World, pages

WORDS = Path(__file__).resolve().parent.parent / "docs" / "words.md"
ANONYMOUS, OWN, OTHERS = "anonymous", "recruiter, own", "recruiter, another's"
COLUMNS = (ANONYMOUS, OWN, OTHERS, "HR manager", "administrator", "read-only")
OPEN, CLOSED, LOG_IN, NO_WAY = "open", "closed", "log in", "asked in a way this page does not know"
BEHIND_A_LINK = (
    "link_page", "call_moment", "book_choose", "book_move", "book_cancel", "book_wait", "book_ask", "booking_calendar",
    "own_page", "own_useful", "own_questions", "own_ask", "own_data", "own_data_file", "own_request", "own_remove",
    "own_keep", "own_stop",
)  # fmt: skip
HOLDERS = dict.fromkeys(BEHIND_A_LINK, "link_enter") | {"invitation_accept": "invitation"}  # who opened it may open


def table() -> dict[str, dict[str, str]]:
    """The rows whose first cell is the name of an address, in code marks."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("| `")]
    return {row[0].strip("`"): dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}


TABLE, PAGES = table(), pages()


def test_the_columns_are_these() -> None:
    assert f"| page | {' | '.join(COLUMNS)} |" in WORDS.read_text(encoding="utf-8")


def test_every_address_stands_in_the_table_once() -> None:
    assert set(TABLE) == set(PAGES)
    assert WORDS.read_text(encoding="utf-8").count("\n| `") == len(TABLE)
    assert {cell for row in TABLE.values() for cell in row.values()} == {OPEN, CLOSED, LOG_IN}


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.django_db
def test_the_doors_are_as_the_table_says(name: str, worlds: dict[str, World]) -> None:
    page = PAGES[name]
    assert {column: _door(page, column, worlds) for column in COLUMNS} == TABLE[name]


def test_an_administrator_sees_no_candidates_and_whoever_only_reads_sees_no_persons() -> None:
    """The sentences of the table's introduction, held against its rows."""
    persons = re.compile(r"^(afwijzingen|kandidaten|brieven|import|overdragen|gegevens|talentpool)/")
    about_persons = [name for name, page in PAGES.items() if persons.match(page.route)]
    assert len(about_persons) > 20
    for name in about_persons:
        assert (TABLE[name]["administrator"], TABLE[name]["read-only"]) == (CLOSED, CLOSED)
        assert TABLE[name][ANONYMOUS] == LOG_IN


def test_people_settings_and_texts_are_for_administrators_only() -> None:
    for name, page in PAGES.items():
        if page.route.startswith(("mensen/", "organisatie/", "teksten/")):
            assert TABLE[name] == dict.fromkeys(COLUMNS, CLOSED) | {ANONYMOUS: LOG_IN, "administrator": OPEN}


@pytest.mark.django_db
def test_no_form_is_taken_without_its_token(worlds: dict[str, World]) -> None:
    strict = Client(enforce_csrf_checks=True)
    answers = {name: strict.post(_path(page, worlds[OWN])).status_code for name, page in PAGES.items()}
    by_program = {
        "own_leave": 400
    }  # posted to by mail programs (RFC 8058), with a token in the address and these words
    assert answers == dict.fromkeys(PAGES, 403) | by_program


@pytest.fixture
def worlds(tmp_path: Path, settings: Any) -> Iterator[dict[str, World]]:
    settings.DEMO_MAILBOX = str(tmp_path / "mailbox")
    with time_machine.travel(NOW, tick=False):
        cast.hospital(promise_page=True)
        nadia, bram, *others = (
            make(password=cast.PASSWORD) for make in (cast.nadia, cast.bram, cast.hanna, cast.ad, cast.vera)
        )
        for who in (nadia, *others):
            TOTP.activate(who, "A" * 32), RecoveryCodes.activate(who)
        box = Path(settings.DEMO_MAILBOX)
        yield {OWN: World(nadia, box), OTHERS: World(bram, box)}


def _door(page: Page, column: str, worlds: dict[str, World]) -> str:
    """Asked with GET; where that is no way to ask, with POST. A POST is never more open, nor more closed."""
    world = worlds[OTHERS if column == OTHERS else OWN]
    asked, told = (_judged(_answer(page, world, column, method), column) for method in ("get", "post"))
    assert len({asked, told} - {NO_WAY}) == 1
    return told if asked == NO_WAY else asked


def _answer(page: Page, world: World, column: str, method: str) -> Any:
    """Each as if nobody asked before."""
    client = Client()
    with transaction.atomic():
        if column != ANONYMOUS:
            client.force_login(_who(column))
        if page.name in HOLDERS:
            client.get(_path(PAGES[HOLDERS[page.name]], world))
        answer = getattr(client, method)(_path(page, world))
        transaction.set_rollback(True)
    return answer


def _path(page: Page, world: World) -> str:
    return reverse(page.name, kwargs=world.of(page.route, page.converters))


def _who(column: str) -> User:
    names = {OWN: "Nadia", OTHERS: "Nadia", "HR manager": "Hanna", "administrator": "Ad", "read-only": "Vera"}
    return User.objects.get(first_name=names[column])


def _judged(answer: Any, column: str) -> str:
    if answer.status_code == 405:
        return NO_WAY
    where = answer.headers.get("Location", "")
    if where.startswith(reverse("account_login")) and (column == ANONYMOUS or "next=" in where):
        return LOG_IN
    return CLOSED if answer.status_code in (401, 403, 404) else OPEN
