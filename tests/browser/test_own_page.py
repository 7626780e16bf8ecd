"""A candidate's own page with one thumb: 320 px wide, no scripts; each page looked at by axe, in light and in dark."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.actions.drafts import Draft
from candidates.actions.feedback import approve_and_send
from candidates.letters.posting import deliver_due
from candidates.models import Consent, DataRequest, Opinion, Rejection
from tests import own_cast
from tests.browser.conftest import NARROW, Portal
from tests.browser.test_booking import Candidate, path_of
from tests.decision_cast import logged
from tests.letter_cast import WENT_WELL, requirement
from tests.sink import Sink


def told(portal: Portal, sink: Sink, name: str) -> Candidate:
    """A mail that really arrived, some minutes ago."""
    now = timezone.now() - timedelta(minutes=30)
    address = f"{name.split()[0].lower()}@example.org"
    rejection = logged(stage="cv-screening", at=now, decided_at=now, name=name, email=address, phone="")
    needed = rejection.vacancy.requirements.first() or requirement(rejection.vacancy)
    draft = Draft(own_cast.POINTS, reason="experience", reason_details="Te weinig jaren", requirement=needed)
    approve_and_send(rejection, draft, version=0, by=rejection.recruiter, at=now)
    deliver_due(clock=timezone.now)
    return Candidate(rejection, portal.window(size=NARROW, scripts=False), portal.window(size=NARROW))


def at_home(candidate: Candidate) -> None:
    candidate.window.open(f"{path_of(candidate.about)}mijn/")
    candidate.look()


@pytest.fixture(autouse=True)
def real_post(hospital: None) -> None:
    """The demo writes to nobody who could exist; these addresses are pretend ones."""


def test_read_the_feedback_and_say_whether_it_was_useful(portal: Portal, sink: Sink) -> None:
    youssef = told(portal, sink, "Youssef Eigen")
    youssef.open()
    youssef.press("Je feedback en je gegevens")
    assert youssef.says("Dag Youssef")
    assert youssef.says("We besloten niet met je verder te gaan.")
    assert youssef.says(WENT_WELL)

    youssef.press("Stuur mijn antwoord")
    assert youssef.says("Kies een antwoord")
    assert youssef.page.title().startswith("Fout: ")

    youssef.touch(youssef.page.get_by_label("Een beetje"))
    youssef.page.get_by_label("Wat had beter gekund?").fill("Wat korter")
    youssef.press("Stuur mijn antwoord")
    assert youssef.says("Je antwoord: Een beetje.")
    youssef.touch(youssef.page.get_by_label("Ja", exact=True))
    youssef.press("Verander mijn antwoord")
    assert youssef.says("Je antwoord: Ja.")
    assert Opinion.objects.get(rejection=youssef.about).useful == "yes"


def test_see_and_download_my_data(portal: Portal, sink: Sink, tmp_path: Path) -> None:
    lotte = told(portal, sink, "Lotte Eigen")
    at_home(lotte)
    lotte.press("Bekijk alles wat we van je hebben")
    assert lotte.says("Wie je bent")
    assert lotte.says("Te weinig jaren")
    with lotte.page.expect_download() as started:
        lotte.page.get_by_role("link", name="Download het als bestand").click()
    assert started.value.suggested_filename == "mijn-gegevens.json"
    started.value.save_as(tmp_path / "mine.json")
    assert "lotte@example.org" in (tmp_path / "mine.json").read_text(encoding="utf-8")


def test_keep_me_longer_and_stop_with_one_press(portal: Portal, sink: Sink) -> None:
    priya = told(portal, sink, "Priya Eigen")
    at_home(priya)
    priya.press("Mogen we aan je denken voor ander werk? Bewaar mij langer")
    priya.page.get_by_label("Voor welk werk mogen we aan je denken?").fill("Planner")
    priya.press("Ja, bewaar mij langer")
    assert priya.says("Je zei ja")
    priya.press("Bewaar mij niet langer voor ander werk")
    assert priya.says("We bewaren je niet langer voor ander werk")
    assert Consent.objects.get(candidate=priya.about.candidate).ended_why == "withdrawn"
    priya.press("Naar mijn pagina")
    assert priya.says("Bewaar mij langer")


def test_ask_for_removal_put_right_and_complain(portal: Portal, sink: Sink) -> None:
    tom = told(portal, sink, "Tom Eigen")
    at_home(tom)
    tom.press("Klopt er iets niet? Laat het ons verbeteren")
    tom.page.get_by_label("Wat klopt er niet, en wat moet het zijn?").fill("Mijn naam is Thomas")
    tom.press("Verstuur")
    tom.press("Ik ben het er niet mee eens: dien een klacht in")
    tom.press("Verstuur")
    assert tom.says("Schrijf waar je klacht over gaat")
    tom.page.get_by_label("Waar gaat je klacht over?").fill("Niemand belde mij")
    tom.press("Verstuur")
    assert tom.says("Er loopt een klacht of een geschil")
    tom.press("Verwijder mijn gegevens nu")
    assert tom.says("We kunnen je gegevens nog niet verwijderen")
    tom.press("Vraag om mijn gegevens te verwijderen")
    asked = DataRequest.objects.filter(candidate=tom.about.candidate).order_by("asks")
    assert list(asked.values_list("asks", flat=True)) == ["complaint", "correct", "remove"]


def test_a_lost_link(portal: Portal, sink: Sink) -> None:
    kim = told(portal, sink, "Kim Eigen")
    kim.window.open("/mijn-link/")
    kim.look()
    kim.press("Mail mij mijn link")
    assert kim.says("Vul je e-mailadres in")
    kim.page.get_by_label("Je e-mailadres").fill("kim@example.org")
    kim.press("Mail mij mijn link")
    assert kim.says("Kijk in je mail")


def test_before_the_answer_the_page_names_the_moment_only(portal: Portal) -> None:
    now = timezone.now()
    rejection: Rejection = logged(stage="interview", at=now, decided_at=now, name="Bo Eigen", email="bo@example.org")
    bo = Candidate(rejection, portal.window(size=NARROW, scripts=False), portal.window(size=NARROW))
    at_home(bo)
    assert bo.says("Uiterlijk dan hoor je van ons.")
    assert not bo.says("besloten")
    expect(bo.page.locator("main")).not_to_contain_text("feedback")
