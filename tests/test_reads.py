"""Who looked at whose data: every address is opened by everybody who may, and the record names whom it showed.

The table is the source: a page without a line in it fails, and so does one that shows somebody nobody wrote down.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from candidates.access.reads import note_people, note_person
from candidates.models import Candidate, Organisation, Read, Rejection, User
from candidates.rules.reads import LOOKED_LABELS, Looked, looked_in_words
from candidates.rules.stages import Stage
from tests import cast, spreekuur_cast
from tests.access_cast import NOW, Page, World, pages
from tests.decision_cast import logged
from tests.reads_table import NOBODY, TABLE, Shown

PAGES = pages()
OF_A_KEY = {"calendar_feed"}  # opens for whoever has its address; written down for whose calendar it is


@dataclass
class Seen:
    """What was written down while a page was opened, and whom the page names or leads to."""

    written: Shown
    named: set[str]
    what: list[str]
    by: list[str]


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> Iterator[World]:
    """Three persons: two of Nadia (ProefNadia, WeerNadia), one of Bram (Vreemd)."""
    settings.DEMO_MAILBOX = str(tmp_path / "mailbox")
    with time_machine.travel(NOW, tick=False):
        cast.hospital(promise_page=True)
        nadia, bram, *_others = (
            make(password=cast.PASSWORD) for make in (cast.nadia, cast.bram, cast.hanna, cast.ad, cast.vera)
        )
        made = World(nadia, Path(settings.DEMO_MAILBOX))
        logged(by=bram, stage=Stage.CV_SCREENING, name="Vreemd van Bram", email="vreemd@example.org")
        soon = Rejection.objects.exclude(pk=made.rejection.pk)
        soon.update(keep_until=NOW.date() + timedelta(days=7), keep_why="decision")
        yield made


def test_every_address_stands_in_the_table() -> None:
    assert set(TABLE) == set(PAGES)


@pytest.mark.django_db
def test_who_is_shown_is_written_down_once_by_whoever_looked(world: World) -> None:
    for role, who in (("recruiter", "Nadia"), ("hr", "Hanna")):
        seen = {name: open_page(page, world, who) for name, page in PAGES.items()}
        assert {name: one.written for name, one in seen.items()} == {
            n: getattr(line, role) for n, line in TABLE.items()
        }
        wholes = {name: one for name, one in seen.items() if not TABLE[name].is_part}
        assert {name: one.named - one.written.everybody for name, one in wholes.items()} == {
            name: set() for name in wholes
        }
        assert {by for name, one in seen.items() for by in one.by if name not in OF_A_KEY} == {who}
        said = {what for one in seen.values() for what in one.what}
        assert said.isdisjoint(map(looked_in_words, said))  # each word has a sentence


@pytest.mark.django_db
def test_whoever_reads_nothing_about_persons_is_shown_nobody(world: World) -> None:
    for who in ("Ad", "Vera"):
        seen = {name: open_page(page, world, who) for name, page in PAGES.items() if name not in OF_A_KEY}
        assert {name: (one.written, one.named) for name, one in seen.items()} == dict.fromkeys(seen, (NOBODY, set()))


@pytest.mark.django_db
def test_a_calendar_is_written_down_for_whose_it_is_and_again_when_somebody_new_stands_in_it(world: World) -> None:
    page = PAGES["calendar_feed"]
    address, client = reverse(page.name, kwargs=world.of(page.route, page.converters)), Client()
    client.get(address), client.get(address)
    assert list(Read.objects.values_list("user__first_name", "what")) == [("Nadia", "calendar")]
    third = Rejection.objects.get(candidate__name__startswith="Vreemd")
    spreekuur_cast.booked(third, world.free)
    client.get(address), client.get(address)
    assert [len(read.shown) for read in Read.objects.order_by("pk")] == [2, 3]
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        client.get(address)
    assert Read.objects.count() == 3


@pytest.mark.django_db
def test_the_list_of_today_that_renews_itself_adds_who_came_in(world: World) -> None:
    client, part = Client(), {"HX-Request": "true"}
    client.force_login(world.owner)
    client.get(reverse("today")), client.get(reverse("today"), headers=part)
    assert Read.objects.count() == 1
    new = logged(by=world.owner, stage=Stage.CV_SCREENING, name="Nieuw Erbij", email="nieuw@example.org")
    client.get(reverse("today"), headers=part), client.get(reverse("today"), headers=part)
    assert new.candidate_id in Read.objects.get(pk=Read.objects.latest("pk").pk).shown
    assert Read.objects.count() == 2


@pytest.mark.django_db
def test_late_answers_that_come_first_are_written_down(world: World) -> None:
    Organisation.objects.update(overdue_first=True)
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        client = Client()
        client.force_login(world.owner)
        assert "ProefNadia" in client.get(reverse("rejection_new")).text
    read = Read.objects.get()
    assert (read.what, world.rejection.candidate_id in read.shown) == ("overdue", True)


@pytest.mark.django_db
def test_a_talk_in_the_way_of_an_absence_is_written_down(world: World) -> None:
    client = Client()
    client.force_login(world.owner)
    away = {"from_at": "2026-11-26T09:00", "until": "2026-11-26T18:00"}
    assert "ProefNadia" in client.post(reverse("spreekuur_away"), away).text
    read = Read.objects.get()
    assert (read.what, read.shown) == ("away", [world.rejection.candidate_id])


@pytest.mark.django_db
def test_a_record_is_never_changed_nor_removed(world: World) -> None:
    note_people(world.owner, [world.rejection.candidate_id], what="rejections", now=NOW)
    for change in (lambda: Read.objects.update(what="x"), lambda: Read.objects.all().delete()):
        with pytest.raises(IntegrityError, match="stays as written"), transaction.atomic():
            change()
    assert Read.objects.get().what == "rejections"


def test_each_word_of_the_record_is_said_in_words() -> None:
    assert set(LOOKED_LABELS) == set(Looked)
    assert looked_in_words("figures: rows as a file") != looked_in_words("figures: late")
    assert looked_in_words("of long ago") == "of long ago"


def open_page(page: Page, world: World, who: str) -> Seen:
    """With GET; where that is no way to ask, with POST. As if nobody asked before."""
    client = Client()
    with transaction.atomic():
        client.force_login(User.objects.get(first_name=who))
        again = Candidate.objects.get(name__startswith="Weer")
        note_person(User.objects.get(first_name="Bram"), again.pk, what=Looked.CANDIDATE, now=NOW)
        before = Read.objects.latest("pk").pk
        answer = ask(client, page, world)
        reads = list(Read.objects.filter(pk__gt=before).order_by("pk"))
        seen = Seen(
            written(reads), named(answer), [read.what for read in reads], [read.user.first_name for read in reads]
        )
        transaction.set_rollback(True)
    return seen


def ask(client: Client, page: Page, world: World) -> Any:
    address = reverse(page.name, kwargs=world.of(page.route, page.converters))
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


def written(reads: list[Read]) -> Shown:
    """At most one record for a page."""
    assert len(reads) <= 1
    if not reads:
        return NOBODY
    names = dict(Candidate.objects.values_list("pk", "name"))
    about = names[reads[0].candidate_id].split()[0] if reads[0].candidate_id else ""
    return Shown(about, frozenset(names[pk].split()[0] for pk in reads[0].shown), is_written=True)


def named(answer: Any) -> set[str]:
    """Whose name stands on it, or whose decision it leads to. A closed door shows nobody."""
    if answer.status_code >= 400:
        return set()
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", errors="ignore")
    decisions = Rejection.objects.select_related("candidate")
    return {
        one.candidate.first_name for one in decisions if one.candidate.first_name in text or str(one.public_id) in text
    }


@pytest.mark.django_db
def test_who_is_forgotten_is_named_by_no_file_any_more(world: World) -> None:
    Rejection.objects.filter(candidate__name__startswith="Vreemd").update(forgotten_at=NOW)
    client = Client()
    client.force_login(User.objects.get(first_name="Hanna"))
    client.get(reverse("dashboard_rows_csv"))
    names = dict(Candidate.objects.values_list("pk", "name"))
    assert {names[pk].split()[0] for pk in Read.objects.get().shown} == {"ProefNadia", "WeerNadia"}
