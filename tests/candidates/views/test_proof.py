import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidates.actions.candidates import Correction, correct
from candidates.actions.drafts import Draft, save_by_itself, save_draft
from candidates.actions.feedback import approve_and_send
from candidates.actions.forgetting import forget_proof
from candidates.actions.handover import hand_over
from candidates.actions.held_back import Answers, Promised
from candidates.actions.letters import came_back, take_back_mail
from candidates.actions.sealing import seal_proof
from candidates.actions.taking_back import reopen
from candidates.letters.posting import deliver_due
from candidates.models import ProofText, Read, Rejection, Requirement, User
from candidates.rules.margin import Note as MarginNote
from candidates.rules.margin import margin
from candidates.rules.points import Points
from candidates.rules.proof import WHAT_LABELS, What
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import NOW, logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT
from tests.proof_cast import SAID, contents, told_by_phone, whats, without_guards
from tests.sink import Sink

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[3] / "docs" / "proof.md"
POINTS = Points(WENT_WELL, WHY_NOT, ADVICE)


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


@pytest.fixture
def desk(nadia: User, client: Client) -> Client:
    client.force_login(nadia)
    return client


def page(rejection: Rejection) -> str:
    return f"/afwijzingen/{rejection.public_id}/bewijs/"


def text(client: Client, url: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()).split())


def paper(client: Client, rejection: Rejection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(f"/afwijzingen/{rejection.public_id}/bewijs.json").content)
    return found


def mailed(nadia: User) -> Rejection:
    """Decided on a requirement, written, posted, and back again."""
    vacancy = cast.vacancy()
    asked = Requirement.objects.create(vacancy=vacancy, text="Drie jaar ervaring als projectleider")
    made = logged(by=nadia, vacancy=vacancy, stage=Stage.CV_SCREENING, phone="")
    draft = Draft(POINTS, reason="experience", reason_details="Je cv noemt één jaar.", requirement=asked)
    letter = approve_and_send(made, draft, version=0, by=nadia, at=NOW)
    deliver_due(clock=lambda: NOW + timedelta(hours=1))
    letter.refresh_from_db()
    came_back(letter, by=nadia, at=NOW + timedelta(hours=3))
    return made


def test_a_mail_leaves_every_step_of_its_way(desk: Client, nadia: User, sink: Sink) -> None:
    made = mailed(nadia)
    assert whats(made) == ["decided", "reason", "saved", "approved", "mail_sent", "mail_came_back"]
    approved = contents(made)[3]
    assert [approved[name] for name in ("went_well", "why_not", "advice")] == [WENT_WELL, WHY_NOT, ADVICE]
    body = next(mail.body() for mail in sink.mails if mail.to == "danielle@example.org")
    before_link, _mark, after_link = approved["text"].partition("Vraag een gesprek aan:\n")
    assert body.startswith(before_link)
    assert after_link.split("\n", 1)[1] in body
    shown = text(desk, page(made))
    for words in ("Drie jaar ervaring als projectleider", "Je cv noemt één jaar.", WENT_WELL, WHY_NOT, ADVICE):
        assert words in shown
    assert "Alle 6 regels zijn zoals ze die dag zijn opgeschreven" in shown
    assert "kwam terug" in shown


def test_a_call_in_vain_tells_nothing_and_one_that_reached_tells_the_points(desk: Client, nadia: User) -> None:
    made = told_by_phone()
    told = desk.get(page(made)).context["proof"].told
    assert [(one.how, one.at, one.who) for one in told] == [("Bellen", NOW + timedelta(hours=2), "Nadia Willems")]
    assert [point.words for point in told[0].points] == [SAID.went_well, SAID.why_not, SAID.advice]


def test_handing_over_correcting_and_reopening_stand_in_it(nadia: User) -> None:
    made, bram = told_by_phone(talent_pool=True), cast.bram()
    hand_over(made.deadlines.get(kind="talk"), to=bram, by=nadia, why="Vrij deze week", at=NOW)
    put_right = Correction(name="Daniëlle de Bakker", email="danielle@example.org", phone="+31612345678", language="nl")
    correct(made.candidate, put_right, by=nadia, at=NOW)
    reopen(made, by=nadia, why="Toch de juiste ervaring", at=NOW)
    assert whats(made)[3:] == ["handed_over", "corrected", "reopened"]
    over, corrected, reopened = contents(made)[3:]
    assert (over["from"], over["to"], over["why"]) == ("Nadia Willems", "Bram Koster", "Vrij deze week")
    assert (corrected["before"], corrected["after"]) == ({"name": "Daniëlle Bakker"}, {"name": "Daniëlle de Bakker"})
    assert (reopened["why"], reopened["by"]) == ("Toch de juiste ervaring", "Nadia Willems")


def test_the_same_text_saved_twice_is_one_version(nadia: User) -> None:
    made = logged(by=nadia, stage=Stage.CV_SCREENING, phone="")
    for version, points in enumerate([POINTS, POINTS, Points(WENT_WELL, WHY_NOT, "Iets anders")]):
        save_draft(made, Draft(points), version=version, by=nadia, at=NOW)
    assert whats(made) == ["decided", "saved", "saved"]


def test_what_was_written_down_stays_when_rows_change(desk: Client, nadia: User) -> None:
    made = logged(by=nadia, reason="experience", reason_details="Eén jaar")
    Rejection.objects.filter(pk=made.pk).update(reason="hours", reason_details="iets anders")
    assert [fact.words for fact in desk.get(page(made)).context["proof"].ground] == [
        "Ervaring die het werk vraagt",
        "Eén jaar",
    ]


def test_every_word_of_the_list_has_a_label() -> None:
    assert set(WHAT_LABELS) == set(What)


def test_opening_it_is_written_down(desk: Client, nadia: User) -> None:
    made = told_by_phone()
    desk.get(page(made))
    desk.get(f"/afwijzingen/{made.public_id}/bewijs.json")
    reads = Read.objects.order_by("pk").values_list("user", "candidate", "rejection", "what")
    assert list(reads) == [(nadia.pk, made.candidate_id, made.pk, what) for what in ("proof", "proof_file")]


def test_the_page_of_a_rejection_leads_to_it(desk: Client) -> None:
    made = told_by_phone()
    assert page(made) in desk.get(f"/afwijzingen/{made.public_id}/").content.decode()


def test_a_long_file_costs_no_more_queries_than_a_short_one(desk: Client, nadia: User, sink: Sink) -> None:
    counts = []
    for made in (logged(email="kort@example.org"), mailed(nadia)):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(page(made)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_tampered_file_says_so(desk: Client, nadia: User) -> None:
    made = told_by_phone()
    with without_guards() as cursor:
        cursor.execute("UPDATE candidates_prooftext SET text = '{' WHERE text LIKE '%reached%'")
    shown = text(desk, page(made))
    assert "Klopt niet Regel 3: de tekst is veranderd." in shown
    assert "Alle 3 regels" not in shown


def test_a_forgotten_file_says_when_and_nothing_else(desk: Client, nadia: User) -> None:
    made = told_by_phone()
    forget_proof(made, why="retention", by=None, at=NOW + timedelta(days=28))
    shown = text(desk, page(made))
    assert "De teksten zijn vergeten op 22 december 2026." in shown
    assert shown.count("Vergeten op 22 december 2026.") == 3
    assert "Alle 4 regels zijn zoals ze die dag zijn opgeschreven" in shown
    assert SAID.went_well not in shown


class TestTheFileToTakeAlong:
    def test_it_proves_itself_with_the_program_of_the_documentation(
        self, desk: Client, nadia: User, sink: Sink, tmp_path: Path
    ) -> None:
        seal_proof(at=NOW)
        made = mailed(nadia)
        taken = paper(desk, made)
        assert _checked(taken, tmp_path) == "all 6 entries whole"
        forget_proof(made, why="retention", by=nadia, at=NOW)
        assert _checked(paper(desk, made), tmp_path) == "all 7 entries whole"
        taken["entries"][2]["text"] = taken["entries"][2]["text"].replace("verbouwing", "verwoesting")
        assert _checked(taken, tmp_path) == "AssertionError: the text of entry 3 was changed"
        del taken["entries"][2]
        assert _checked(taken, tmp_path) == "AssertionError: entry 3 is not whole"

    def test_it_names_the_last_seal(self, desk: Client) -> None:
        made = told_by_phone()
        assert paper(desk, made)["last_seal"] is None
        seal = seal_proof(at=NOW)
        assert seal is not None
        assert paper(desk, made)["last_seal"] == {"number": 1, "at": "2026-11-24T09:12:00.000000Z", "hash": seal.hash}

    def test_every_field_of_it_is_documented(self, desk: Client) -> None:
        found, words = paper(desk, told_by_phone()), DOCS.read_text(encoding="utf-8")
        for name in (*found, *found["entries"][0], *What):
            assert f"`{name}`" in words, name

    def test_it_is_kept_by_no_cache(self, desk: Client) -> None:
        answer = desk.get(f"/afwijzingen/{told_by_phone().public_id}/bewijs.json")
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "no-store")
        assert answer["Content-Disposition"].startswith('attachment; filename="proof-')


def _checked(taken: dict[str, Any], folder: Path) -> str:
    """The last line that the program of docs/proof.md says about a file."""
    program = DOCS.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    (folder / "check.py").write_text(program, encoding="utf-8")
    (folder / "proof.json").write_text(json.dumps(taken), encoding="utf-8")
    run = subprocess.run([sys.executable, "check.py", "proof.json"], cwd=folder, capture_output=True, text=True)
    return (run.stdout + run.stderr).strip().splitlines()[-1]


def test_no_word_of_a_candidate_stands_outside_the_texts(nadia: User, sink: Sink) -> None:
    mailed(nadia)
    told_by_phone(name="Tom Hendriks", email="tom@example.org")
    assert ProofText.objects.filter(text__contains="Hendriks").exists()
    with connection.cursor() as cursor:
        for table in ("prooffile", "proofentry", "proofseal"):
            cursor.execute(f"SELECT t::text FROM candidates_{table} t")
            rows = " ".join(row for (row,) in cursor.fetchall())
            for word in ("Bakker", "danielle", "Hendriks", "tom@", "31612345678", "ervaring"):
                assert word not in rows


class TestTheGuide:
    """What the writing guide stopped and somebody let go stays with the file, with the reason."""

    TEAM = "Je past niet in ons team. We zoeken iemand die al drie jaar zelf een bouwproject leidt."
    HOPE = "Zet in je cv welke beslissingen jij nam. We bellen je zeker als er iets past."

    def test_an_override_stands_in_it_with_its_reason(self, desk: Client, nadia: User) -> None:
        made = logged(by=nadia, stage=Stage.CV_SCREENING, phone="")
        points = Points(WENT_WELL, self.TEAM, ADVICE)
        answers = Answers(reasons={note.key: "Zij vroeg hier zelf naar" for note in _stops(points)})
        approve_and_send(made, Draft(points), version=0, by=nadia, at=NOW, answers=answers)
        assert whats(made) == ["decided", "saved", "approved", "override"]
        override = contents(made)[3]
        assert (override["label"], override["field"]) == ("discrimination", "why_not")
        assert (override["why"], override["by"]) == ("Zij vroeg hier zelf naar", "Nadia Willems")
        assert override["quote"] in self.TEAM
        assert [found["answer"] for found in contents(made)[2]["findings"] if found["severity"] == "stop"] == [
            "overruled"
        ]
        shown = text(desk, page(made))
        for words in ("Een opmerking van de schrijfhulp is opzijgezet", "Zij vroeg hier zelf naar", override["quote"]):
            assert words in shown

    def test_a_promise_made_of_it_stands_in_it_too(self, nadia: User) -> None:
        made = logged(by=nadia, stage=Stage.CV_SCREENING, phone="")
        points = Points(WENT_WELL, WHY_NOT, self.HOPE)
        promised = Promised(what="Bellen over de nieuwe vacature", due_at=NOW + timedelta(days=7), owner=nadia)
        answers = Answers(promises={note.key: promised for note in _stops(points)})
        letter = approve_and_send(made, Draft(points), version=0, by=nadia, at=NOW, answers=answers)
        assert whats(made) == ["decided", "saved", "approved", "follow_up_made"]
        assert contents(made)[3]["what"] == "Bellen over de nieuwe vacature"
        take_back_mail(letter, by=nadia, at=NOW)
        assert whats(made)[4:] == ["follow_up_broken", "mail_taken_back"]

    def test_what_saves_itself_while_typing_is_no_version(self, nadia: User) -> None:
        made = logged(by=nadia, stage=Stage.CV_SCREENING, phone="")
        half = Draft(Points("Je brief laat"), page_key="a")
        save_by_itself(made, half, version=0, by=nadia, at=NOW)
        whole = Draft(POINTS, page_key="a")
        save_by_itself(made, whole, version=0, by=nadia, at=NOW)
        assert whats(made) == ["decided"]
        save_draft(made, whole, version=0, by=nadia, at=NOW)
        assert whats(made) == ["decided", "saved"]
        assert contents(made)[1]["advice"] == ADVICE


def _stops(points: Points) -> list[MarginNote]:
    beside = margin(points.all(), "nl", stage="cv-screening")
    return [note for notes in beside.values() for note in notes if note.is_stop]
