"""A special word in a note: asked once, nothing lost, saved with the tick; also in a browser without script."""

from django.urls import reverse
from playwright.sync_api import Page

from candidates.models import Feedback, Rejection
from tests.browser.conftest import NARROW, PHONE, WIDE, Portal, Window
from tests.browser.test_pages import waiting

TEXT = "Ze vertelde dat ze reuma heeft."


def asked(window: Window, about: Rejection) -> Page:
    """The page of the call as it comes back with the question."""
    page = window.open(reverse("call", args=[about.public_id]))
    page.fill("#id_note", TEXT)
    page.click("button[value=voicemail]")
    page.wait_for_selector("#id_note-looked-at")
    assert page.title().startswith("Fout: ")
    assert page.input_value("#id_note") == TEXT
    assert "De kandidaat mag dit lezen." in page.inner_text("#div_id_note")
    return page


def test_the_question_is_right_for_everybody(portal: Portal) -> None:
    about = waiting("call")
    for size, dark in ((WIDE, False), (PHONE, True), (NARROW, False)):
        window = portal.window(who=about.recruiter, size=size, dark=dark)
        asked(window, about)
        assert window.faults() == []
        assert not window.scrolls_sideways()


def test_without_script_and_with_the_keyboard_it_is_saved_with_the_tick(portal: Portal) -> None:
    about = waiting("call")
    page = asked(portal.window(who=about.recruiter, size=NARROW, scripts=False), about)
    page.focus("#id_note")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.click("button[value=voicemail]")
    page.wait_for_url(f"**{reverse('today')}")
    assert Feedback.objects.get(rejection=about).note == TEXT
