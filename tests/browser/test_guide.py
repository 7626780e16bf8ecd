"""The writing guide by hand: a bad sentence, its note, the better words, a reason, a promise; and drafts that stay."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from candidates.letters.mark import LINK_MARK, address_of
from candidates.letters.posting import deliver_due
from candidates.models import Candidate, Deadline, Feedback, FollowUp, Letter, Override, Rejection, User, Vacancy
from feedback_portal.demo.hospital import PASSWORD
from feedback_portal.embedded.process import wait_for
from tests.browser.conftest import NARROW, PHONE, Portal, session_of
from tests.sink import Sink

GOOD = "Je brief laat goed zien hoe je bij je vorige werk de planning per week maakte."
VAGUE = "We hebben gekozen voor kandidaten die beter aansluiten bij het profiel."
NAMES = iter(["Willemijn", "Tjitske", "Fadoua", "Jolijn", "Onno", "Pieternel", "Ruud", "Sybren"])
HOPE = "Als er weer iets vrijkomt, bellen we je zeker."
TIP = "Zet in je cv per project welke beslissingen jij nam."


def nadia() -> User:
    return User.objects.get(first_name="Nadia", is_demo=True)


@pytest.fixture
def rejection(server: str) -> Rejection:
    """Somebody who waits for a mail of Nadia, not written yet, with a day left."""
    now, vacancy = timezone.now(), Vacancy.objects.filter(requirements__is_active=True)[0]
    name = next(NAMES)
    candidate = Candidate.objects.create(name=f"{name} de Proef", email=f"{name}@example.org".lower(), created_at=now)
    decision = {"decided_at": now, "logged_at": now, "stage_at_rejection": "cv-screening"}
    made = Rejection.objects.create(candidate=candidate, vacancy=vacancy, recruiter=nadia(), **decision)
    due = now + timedelta(hours=24)
    Deadline.objects.create(rejection=made, channel="mail", owner=nadia(), due_at=due, ring_at=due, created_at=now)
    return made


def composer(rejection: Rejection) -> str:
    return f"/afwijzingen/{rejection.public_id}/feedback/"


def kept(page: Page) -> None:
    expect(page.locator("#kept")).to_contain_text("Bewaard om")


def settled(page: Page, field: str, words: str) -> None:
    """The draft on the server holds these words."""
    until = time.monotonic() + 8
    while time.monotonic() < until:
        if getattr(Feedback.objects.filter(rejection__public_id=page.url.split("/")[4]).first(), field, "") == words:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{words} was not kept")


def seconds_until_noted(page: Page) -> float:
    """From the last key to the note; the best of a few tries counts, for other work on this machine is not ours."""
    note = page.locator("#notes-why_not").get_by_text("Vage zin", exact=True)
    page.locator("#id_why_not").fill("")
    note.wait_for(state="detached")
    began = time.monotonic()
    page.locator("#id_why_not").fill(VAGUE)
    note.wait_for()
    return time.monotonic() - began


def test_a_bad_sentence_is_noticed_bettered_overruled_and_sent_as_it_was_shown(
    portal: Portal, rejection: Rejection, sink: Sink
) -> None:
    window = portal.window(who=nadia())
    page = window.open(composer(rejection))
    page.locator("#id_went_well").fill(GOOD)
    page.locator("#id_requirement").select_option(index=1)
    page.locator("#id_reason").select_option("experience")
    page.get_by_label("Wat zag je?").fill("In het cv staat vooral ander werk.")
    assert min(seconds_until_noted(page) for _try in range(3)) < 1

    page.locator("#notes-why_not").get_by_role("button", name="Neem deze zin over").click()
    text = page.locator("#id_why_not")
    assert VAGUE not in text.input_value()
    assert text.input_value().startswith("We zoeken iemand met")
    page.keyboard.type("vooral werk dat een ander plande")  # the place to fill in is selected
    assert "[" not in text.input_value()
    expect(page.locator("#notes-why_not").get_by_text("Vage zin")).to_have_count(0)

    page.locator("#id_advice").fill(f"{TIP} {HOPE}")
    stop = page.locator("#notes-advice .note.stop")
    expect(stop).to_contain_text("Kan zo niet weg")
    expect(page.locator("#stops-left")).to_contain_text("Nog 1 zin om te verbeteren")
    page.get_by_role("button", name="Verstuur aan").click()
    expect(page.locator(".errors")).to_contain_text("waarom het mag blijven")
    assert window.faults() == []
    page.locator("#notes-advice").get_by_text("Toch laten staan").click()
    page.get_by_label("Waarom mag deze zin blijven?").fill("Zo spraken we het af.")
    expect(page.locator("#stops-left")).to_have_text("")

    page.get_by_role("button", name="Bewaar en bekijk beide vormen").click()
    preview = page.locator("pre.mail-text").text_content() or ""
    page.get_by_role("link", name="Schrijf verder").click()
    page.get_by_role("button", name="Verstuur aan").click()  # the reason was kept with the draft
    expect(page.locator(".notice-done")).to_contain_text(rejection.candidate.name)

    letter, override = Letter.objects.get(rejection=rejection), Override.objects.get(rejection=rejection)
    assert (override.letter, override.label, override.why) == (letter, "false_hope", "Zo spraken we het af.")
    deliver_due(clock=lambda: letter.not_before)
    (mail,) = sink.to(letter.address)
    assert mail.body("plain") == preview.replace(LINK_MARK, address_of(letter.link))
    assert HOPE in preview
    page = window.open(reverse("proof", args=[rejection.public_id]))
    expect(page.locator("main")).to_contain_text("Zo spraken we het af.")
    assert window.complaints == []


def test_a_hollow_promise_becomes_a_real_one_with_the_keyboard_alone(portal: Portal, rejection: Rejection) -> None:
    window = portal.window(who=nadia(), size=PHONE)
    page = window.open(composer(rejection))
    page.locator("#id_advice").focus()
    page.keyboard.type(HOPE)
    summary = page.locator("#notes-advice summary").first
    expect(summary).to_have_text("Maak er een toezegging van")
    for _key in range(4):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Wat gaat er gebeuren?")).to_be_focused()
    expect(page.get_by_label("Wat gaat er gebeuren?")).to_have_value(HOPE)
    assert window.faults() == []
    assert not window.scrolls_sideways()

    page.locator("#id_went_well").fill(GOOD)
    page.locator("#id_why_not").fill("We zoeken iemand met rijbewijs B. Dat zag ik niet in je cv.")
    page.locator("#id_requirement").select_option(index=1)
    page.locator("#id_reason").select_option("inside")
    day = timezone.localdate() + timedelta(days=9)
    page.get_by_label("Uiterlijk op welke dag?").fill(f"{day:%Y-%m-%d}")
    page.get_by_role("button", name="Verstuur aan").press("Enter")
    expect(page.locator(".notice-done")).to_contain_text(rejection.candidate.name)
    follow_up = FollowUp.objects.get(rejection=rejection)
    assert (follow_up.what, follow_up.owner, follow_up.letter) == (
        HOPE,
        nadia(),
        Letter.objects.get(rejection=rejection),
    )
    assert timezone.localtime(follow_up.due_at).date() == day
    assert window.complaints == []


def test_all_of_it_without_any_script(portal: Portal, rejection: Rejection) -> None:
    context = portal.browser.new_context(java_script_enabled=False, locale="nl-NL", viewport=NARROW)
    portal.contexts.append(context)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(nadia()), "url": portal.address}
    context.add_cookies([session])
    page = context.new_page()
    page.goto(portal.address + composer(rejection))
    page.get_by_role("button", name="Diploma of registratie").click()
    assert "[" in page.locator("#id_why_not").input_value()
    page.locator("#id_went_well").fill(GOOD)
    page.locator("#id_why_not").fill("We zoeken iemand met rijbewijs B. Dat zag ik niet in je cv.")
    page.locator("#id_advice").fill(f"{TIP} {HOPE}")
    page.locator("#id_requirement").select_option(index=1)
    page.get_by_label("Wat zag je?").fill("In het cv staat geen rijbewijs.")
    page.get_by_role("button", name="Lees de tekst na").click()
    expect(page.locator("#notes-advice .note.stop")).to_contain_text("Liever:")
    page.get_by_text("Toch laten staan").click()
    page.get_by_label("Waarom mag deze zin blijven?").fill("Zo spraken we het af.")
    page.get_by_role("button", name="Verstuur aan").click()
    expect(page.locator(".notice-done")).to_contain_text(rejection.candidate.name)
    assert Override.objects.get(rejection=rejection).why == "Zo spraken we het af."
    began_with = Letter.objects.get(rejection=rejection).began_with
    assert began_with is not None
    assert began_with.name == "diploma"


def test_what_was_typed_is_there_after_the_session_ended(portal: Portal, rejection: Rejection) -> None:
    window = portal.window(who=nadia())
    page = window.open(composer(rejection))
    page.locator("#id_went_well").fill(GOOD)
    kept(page)
    settled(page, "went_well", GOOD)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#id_advice").fill(TIP)
    expect(page.locator("[data-signed-out]")).to_be_visible()
    expect(page.locator("#id_advice")).to_have_value(TIP)
    assert Feedback.objects.get(rejection=rejection).advice == ""

    page.get_by_role("button", name="Bewaar en ga terug").click()
    page.locator("#id_login").fill("nadia@oeverland.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.locator("#id_went_well")).to_have_value(GOOD)
    expect(page.locator("#id_advice")).to_have_value(TIP)
    page.locator("#id_why_not").fill("Nog een zin.")  # the page goes on saving itself, as the same writer
    settled(page, "why_not", "Nog een zin.")
    assert Feedback.objects.get(rejection=rejection).advice == TIP


def test_a_browser_that_closes_loses_nothing(portal: Portal, rejection: Rejection) -> None:
    page = portal.window(who=nadia()).open(composer(rejection))
    page.locator("#id_why_not").fill("Deze zin was net af.")
    settled(page, "why_not", "Deze zin was net af.")
    page.close()
    again = portal.window(who=nadia()).open(composer(rejection))
    expect(again.locator("#id_why_not")).to_have_value("Deze zin was net af.")


def test_who_leaves_in_the_middle_of_a_sentence_loses_nothing(portal: Portal, rejection: Rejection) -> None:
    page = portal.window(who=nadia()).open(composer(rejection))
    page.locator("#id_why_not").press_sequentially("Deze zin was nog niet", delay=20)
    page.get_by_role("link", name="Afwijzingen").first.click()
    page.wait_for_url("**/afwijzingen/")
    kept_now = lambda: Feedback.objects.filter(rejection=rejection, why_not="Deze zin was nog niet").exists()  # noqa: E731
    assert wait_for(kept_now, seconds=10)


def test_two_people_on_one_draft_are_told(portal: Portal, rejection: Rejection) -> None:
    colleague = User.objects.recruiters().filter(is_demo=True).exclude(pk=nadia().pk)[0]
    Deadline.objects.filter(rejection=rejection).update(owner=colleague)
    mine = portal.window(who=nadia()).open(composer(rejection))
    window = portal.window(who=colleague)
    theirs = window.open(composer(rejection))
    mine.locator("#id_advice").fill("Van Nadia.")
    settled(mine, "advice", "Van Nadia.")

    theirs.locator("#id_advice").fill("Van de collega.")
    expect(theirs.locator("#theirs-place")).to_contain_text("Van Nadia.")
    expect(theirs.locator("#kept")).to_contain_text("Niet bewaard")
    expect(theirs.locator("#id_advice")).to_have_value("Van de collega.")
    assert Feedback.objects.get(rejection=rejection).advice == "Van Nadia."
    assert window.faults() == []

    theirs.get_by_role("button", name="Bewaar en ga terug").click()
    expect(theirs.locator(".notice-done")).to_be_visible()
    mine.locator("#id_advice").fill("Weer Nadia.")
    expect(mine.locator("#theirs-place")).to_contain_text("Van de collega.")
    assert Feedback.objects.get(rejection=rejection).advice == "Van de collega."
