"""HR at the desk for personal data: by keyboard, on a phone, in the dark; nothing for axe."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from candidates.actions.consents import give_consent
from candidates.actions.data_requests import ask
from candidates.models import Asks, Consent, DataRequest, Hold, Letter, Organisation, Rejection, Role, User
from tests.browser.conftest import NARROW, PHONE, WIDE, Portal


@pytest.fixture
def complaint() -> Iterator[DataRequest]:
    """Somebody complains, and is in the talent pool; another's term ends tomorrow. Gone afterwards, for the demo."""
    about, other = Rejection.objects.order_by("pk")[:2]
    organisation, now = Organisation.objects.current(), timezone.now()
    told = {"what": "Ik wil weten wie dit besloot.", "rejection": about, "organisation": organisation}
    request = ask(about.candidate, asks=Asks.COMPLAINT, at=now - timedelta(days=20), **told)
    give_consent(about.candidate, work="Zorg", organisation=organisation, at=now)
    known = other.keep_until
    Rejection.objects.filter(pk=other.pk).update(keep_until=timezone.localdate() + timedelta(days=1))
    yield request
    Rejection.objects.filter(pk=other.pk).update(keep_until=known)
    Letter.objects.filter(kind="data_answer", candidate=about.candidate).delete()
    for rows in (Hold, DataRequest, Consent):
        rows.objects.filter(candidate=about.candidate).delete()


def person(role: Role) -> User:
    return User.objects.filter(role=role).order_by("pk")[0]


PAGES: dict[str, Callable[[DataRequest], str]] = {
    "desk": lambda request: reverse("privacy_desk"),
    "request": lambda request: reverse("data_request", args=[request.public_id]),
    "reads": lambda request: reverse("reads"),
    "reads of one": lambda request: reverse("candidate_reads", args=[request.candidate_id]),
    "candidate": lambda request: reverse("candidate", args=[request.candidate_id]),
    "holds": lambda request: reverse("holds"),
    "place": lambda request: reverse("hold_place", args=[request.candidate_id]),
    "lift": lambda request: reverse("hold_lift", args=[Hold.objects.get(candidate=request.candidate).pk]),
    "soon forgotten": lambda request: reverse("soon_forgotten"),
    "talent pool": lambda request: reverse("talent_pool"),
    "leave": lambda request: reverse("talent_pool_leave", args=[request.candidate_id]),
}


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (PHONE, True), (NARROW, False)])
def test_the_desk_is_right_in_every_light(
    portal: Portal, complaint: DataRequest, size: dict[str, int], dark: bool
) -> None:
    window = portal.window(who=person(Role.HR_MANAGER), size=size, dark=dark)
    for name, path in PAGES.items():
        window.open(path(complaint))
        assert (name, window.faults(), window.scrolls_sideways()) == (name, [], False)
    assert window.complaints == []


def test_an_answer_by_keyboard_only(portal: Portal, complaint: DataRequest) -> None:
    window = portal.window(who=person(Role.HR_MANAGER))
    page = window.open(reverse("privacy_desk"))
    page.get_by_role("link", name=complaint.candidate.name).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("klacht")
    field = page.get_by_label("Je antwoord")
    page.get_by_role("link", name="Het besluit waar het om gaat").focus()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_contain_text("Schrijf wat je antwoordt")
    assert window.faults() == []
    field.focus()
    page.keyboard.type("Nadia besloot. We hebben het samen bekeken.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-done")).to_contain_text(complaint.candidate.name)
    complaint.refresh_from_db()
    assert complaint.answer == "Nadia besloot. We hebben het samen bekeken."
    assert window.complaints == []


def test_a_message_to_the_pool_without_script(portal: Portal, complaint: DataRequest) -> None:
    window = portal.window(who=person(Role.RECRUITER), size=NARROW, scripts=False)
    page = window.open(reverse("talent_pool"))
    page.get_by_role("link", name=f"Schrijf {complaint.candidate.name}").click()
    page.get_by_label("Je bericht").fill("Er komt een plek vrij. Bel je mij?")
    page.get_by_role("button", name="Bekijk de mail").click()
    expect(page.locator("#preview")).to_contain_text("Er komt een plek vrij. Bel je mij?")
    expect(page.locator("#preview")).to_contain_text("Naar mijn pagina")
    assert not window.scrolls_sideways()
    page.get_by_role("button", name="Verstuur aan").click()
    expect(page.locator(".notice-done")).to_contain_text("gaat nu weg")
    Letter.objects.filter(kind="talent_pool").delete()
