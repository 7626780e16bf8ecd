"""The main job by hand: log in, log a rejection with the keyboard alone, write, send, take it back."""

from playwright.sync_api import Page, expect

from candidates.models import Deadline, Letter, Rejection, User
from feedback_portal.demo.hospital import PASSWORD
from tests.browser.conftest import Portal, Window

POINTS = {
    "went_well": "Je brief noemt drie projecten en wat jij daarin besliste.",
    "why_not": "We zoeken iemand met rijbewijs B. In je cv zag ik dat niet staan.",
    "advice": "Zet je rijlessen in je cv als je al bezig bent.",
}


def logged_in(portal: Portal) -> Window:
    window = portal.window()
    page = window.open("/")
    page.locator("#id_login").fill("nadia@oeverland.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("op antwoord")
    return window


def type_a_rejection(page: Page, *, name: str, email: str) -> None:
    """Only keys, from the first field on."""
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Proj")
    page.keyboard.press("Tab")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(email)


def test_log_by_keyboard_write_send_and_take_back(portal: Portal) -> None:
    window = logged_in(portal)
    page = window.open("/afwijzingen/nieuw/")
    type_a_rejection(page, name="Willemijn de Proef", email="willemijn@example.org")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice-done")).to_contain_text("Willemijn")
    rejection = Rejection.objects.get(candidate__email="willemijn@example.org")
    assert rejection.stage_at_rejection == "cv-screening"

    page = window.open(f"/afwijzingen/{rejection.public_id}/feedback/")
    for name, text in POINTS.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_requirement").select_option(label="Rijbewijs B")
    page.locator("#id_reason").select_option("diploma")
    page.get_by_label("Wat zag je?").fill("In het cv staat geen rijbewijs.")
    page.get_by_role("button", name="Verstuur aan Willemijn").click()
    expect(page.locator(".notice-done")).to_contain_text("Willemijn")
    letter = Letter.objects.get(rejection=rejection)
    assert letter.state == "waiting"
    assert all(text in letter.text.replace("\n", " ") for text in POINTS.values())

    page = window.open(f"/afwijzingen/{rejection.public_id}/feedback/")
    page.get_by_role("button", name="Haal").first.click()
    expect(page.locator(".notice-done")).to_be_visible()
    letter.refresh_from_db()
    assert letter.state == "draft"
    assert Deadline.objects.open().filter(rejection=rejection).count() == 1
    assert window.complaints == []


def test_undo_right_after_logging(portal: Portal) -> None:
    window = logged_in(portal)
    page = window.open("/afwijzingen/nieuw/")
    type_a_rejection(page, name="Vera Vergissing", email="vergissing@example.org")
    page.keyboard.press("Control+Enter")
    page.locator(".notice-done a").first.click()
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".notice-done")).to_be_visible()
    assert Rejection.objects.get(candidate__email="vergissing@example.org").undone_at is not None
    assert window.complaints == []


def test_what_was_typed_survives_an_expired_session(portal: Portal) -> None:
    window = logged_in(portal)
    page = window.open("/afwijzingen/nieuw/")
    type_a_rejection(page, name="Bo Bewaard", email="bewaard@example.org")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    page.locator("#id_login").fill("nadia@oeverland.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.locator("#id_name")).to_have_value("Bo Bewaard")
    expect(page.locator("#id_email")).to_have_value("bewaard@example.org")
    assert User.objects.get(first_name="Nadia").is_active
