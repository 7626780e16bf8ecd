"""The story of a call: nobody answers, a mail asks when it suits, a candidate chooses on a phone without scripts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from candidates.letters.posting import deliver_due
from candidates.models import Deadline, FollowUp, Organisation, Rejection, Role, User, Vacancy
from candidates.queries.call_moments import live_moment
from candidates.rules.stages import Stage
from tests.browser.conftest import PHONE, Portal, Window
from tests.decision_cast import logged
from tests.letter_cast import ADVICE, WENT_WELL, WHY_NOT
from tests.sink import Sink, Taken

LINK = re.compile(r"http://[^/\s]+(/s/[\w-]+/)")
SECRETS = ("fgewezen", "niet met je verder", "fwijzing", "eedback", "Verpleegkundig", "spreekuur")


@pytest.fixture
def nadia(hospital: None) -> User:
    """In these stories no mail waits to be taken back."""
    Organisation.objects.update(recall_minutes=0)
    return User.objects.filter(role=Role.RECRUITER).order_by("pk")[0]


def decided(nadia: User, name: str, *, days_ago: int = 0) -> Rejection:
    decided_at = timezone.now() - timedelta(days=days_ago)
    vacancy = Vacancy.objects.filter(title__startswith="Verpleegkundig").order_by("pk")[0]
    email = f"{name.split()[0].lower()}@example.org"
    return logged(
        by=nadia, vacancy=vacancy, name=name, email=email, stage=Stage.INTERVIEW, decided_at=decided_at, at=decided_at
    )


def call_page(window: Window, rejection: Rejection) -> Page:
    return window.open(f"/afwijzingen/{rejection.public_id}/bellen/")


def two_calls_in_vain_and_a_mail(window: Window, rejection: Rejection, sink: Sink) -> Taken:
    for outcome in ("Geen gehoor", "Voicemail ingesproken"):
        call_page(window, rejection).get_by_role("button", name=outcome).click()
        expect(window.page.locator(".notice-done")).to_contain_text("De klok loopt door")
    page = call_page(window, rejection)
    page.get_by_role("button", name="Mail om een moment te kiezen").click()
    expect(page.locator("#preview")).to_contain_text("Wanneer kan ik je bellen?")
    page.get_by_role("button", name=f"Verstuur aan {rejection.candidate.first_name}").click()
    expect(page.locator(".notice-done")).to_contain_text(rejection.candidate.name)
    deliver_due(clock=timezone.now)
    (mail,) = sink.to(rejection.candidate.email)
    for secret in SECRETS:
        assert secret not in mail.body("plain") + str(mail.message["Subject"])
    return mail


def phone(portal: Portal) -> Window:
    """Of the candidate: small, and without scripts."""
    context = portal.browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(15_000)
    portal.contexts.append(context)
    return Window(context.new_page(), portal.address)


def link_in(mail: Taken) -> str:
    (path,) = LINK.findall(mail.body("plain"))
    return str(path)


def reach(window: Window, rejection: Rejection) -> None:
    page = call_page(window, rejection)
    for name, text in (("went_well", WENT_WELL), ("why_not", WHY_NOT), ("advice", ADVICE)):
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_minutes").fill("7")
    page.get_by_role("button", name="Bereikt en verteld").click()
    expect(page.locator(".notice-done")).to_contain_text("weet het")


def test_two_calls_a_mail_a_moment_on_a_phone_and_the_promise_kept_in_time(
    portal: Portal, nadia: User, sink: Sink
) -> None:
    rejection = decided(nadia, "Jasmijn de Groot")
    window = portal.window(who=nadia)
    mail = two_calls_in_vain_and_a_mail(window, rejection, sink)

    candidate = phone(portal)
    page = candidate.open(link_in(mail))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kies een moment om gebeld te worden")
    assert not any(secret in page.content().replace("/static/feedback_portal/", "") for secret in SECRETS)
    page.locator(".slots label").nth(3).click()
    page.get_by_role("button", name="Leg dit moment vast").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nadia belt je")
    moment = live_moment(rejection)
    deadline = rejection.deadlines.get()
    assert moment is not None
    assert timezone.now() < moment.starts_at < deadline.due_at

    home = window.open("/")
    expect(home.locator(".task", has_text="Jasmijn de Groot")).to_contain_text("Jasmijn koos")
    expect(call_page(window, rejection).locator(".field")).to_contain_text("Jasmijn koos")

    reach(window, rejection)
    deadline.refresh_from_db()
    assert (deadline.met_channel, deadline.met_by, deadline.was_late) == ("call", nadia, False)
    expect(window.page.locator("#preview")).to_contain_text(ADVICE)
    assert len(sink.to("jasmijn@example.org")) == 1  # nothing leaves by itself
    expect(window.open("/").locator(".task", has_text="Jasmijn de Groot")).to_contain_text("bevestiging")

    page = window.open(f"/afwijzingen/{rejection.public_id}/bellen/bevestiging/")
    assert window.faults() == []
    page.get_by_role("button", name="Verstuur aan Jasmijn").click()
    expect(page.locator(".notice-done")).to_contain_text("Jasmijn")
    deliver_due(clock=timezone.now)
    confirmed = sink.to("jasmijn@example.org")[1]
    for point in (WENT_WELL, WHY_NOT, ADVICE):
        assert point in confirmed.body("plain")
    assert link_in(confirmed) == link_in(mail)
    assert FollowUp.objects.get(rejection=rejection).done_at is not None
    expect(candidate.open(link_in(mail)).get_by_role("heading", level=1)).to_contain_text("Kies een moment")
    assert window.complaints == []


def test_after_the_due_moment_the_nearest_are_offered_or_a_wish_is_put_on_the_list_and_late_stays_late(
    portal: Portal, nadia: User, sink: Sink
) -> None:
    rejection = decided(nadia, "Ruben Laat", days_ago=9)
    window = portal.window(who=nadia)
    mail = two_calls_in_vain_and_a_mail(window, rejection, sink)

    page = phone(portal).open(link_in(mail))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kies een moment om gebeld te worden")
    assert page.locator("input[type=radio]").count() > 0
    page.get_by_text("Past geen enkel moment?").click()
    page.get_by_label("Wanneer kunnen we je bereiken?").fill("Vanavond na zeven uur")
    page.get_by_role("button", name="Bel mij").click()
    expect(page.locator(".notice-done")).to_contain_text("Vanavond na zeven uur")

    expect(window.open("/").locator(".task", has_text="Wil gebeld worden")).to_contain_text("Ruben Laat")
    expect(call_page(window, rejection).locator(".field")).to_contain_text("Vanavond na zeven uur")
    wish = FollowUp.objects.get(rejection=rejection, kind="call_wish")
    assert wish.due_at > timezone.now()

    reach(window, rejection)
    wish.refresh_from_db()
    deadline = Deadline.objects.get(rejection=rejection)
    assert (wish.done_by, deadline.met_channel, deadline.was_late) == (nadia, "call", True)


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_where_a_moment_is_chosen_is_right_for_everybody(
    portal: Portal, nadia: User, sink: Sink, dark: bool
) -> None:
    rejection = decided(nadia, f"Noor {'Donker' if dark else 'Licht'}")
    mail = two_calls_in_vain_and_a_mail(portal.window(who=nadia), rejection, sink)
    for size in (PHONE, {"width": 320, "height": 640}, {"width": 1280, "height": 900}):
        window = portal.window(size=size, dark=dark)
        window.open(link_in(mail))
        assert (window.faults(), window.scrolls_sideways()) == ([], False)
    window.page.locator(".slots label").first.click()
    window.page.get_by_role("button", name="Leg dit moment vast").click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Nadia belt je")
    assert (window.faults(), window.complaints) == ([], [])
