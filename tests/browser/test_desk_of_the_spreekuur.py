"""The desk of the spreekuur by keyboard alone, without a script: how a talk went; a quarter that closes and opens."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from candidates.models import User
from spreekuur.models import Booking, Day, Reopening, Slot
from tests.browser.conftest import NARROW, Portal, Window

MOST_TABS = 80


def nadia() -> User:
    return User.objects.get(first_name="Nadia", is_demo=True)


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until what has the focus says this: nothing is reached in another way."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        held = page.locator(":focus")
        if held.count() and words in _said(page):
            return
    raise AssertionError(f"no Tab leads to {words!r}")


def _said(page: Page) -> str:
    """The words of a link or button, the label of a field."""
    held = page.locator(":focus")
    name = held.get_attribute("id")
    label = page.locator(f'label[for="{name}"]') if name else None
    own = held.inner_text() if held.evaluate("it => it.matches('a, button, summary')") else ""
    return own or (" ".join(label.all_inner_texts()) if label else "")


def press(page: Page, words: str, key: str = "Enter") -> None:
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press(key)


def says(page: Page, words: str) -> bool:
    return words in " ".join(page.locator("main").inner_text().split())


def test_how_a_talk_went_is_written_down_by_keyboard(portal: Portal) -> None:
    booking = Booking.objects.live().of(nadia()).filter(slot__starts_at__lt=timezone.now()).earliest("slot__starts_at")
    window = portal.window(who=nadia(), size=NARROW, scripts=False)
    page = window.open(reverse("spreekuur_day", args=[booking.slot.day_id]))
    press(page, booking.rejection.candidate.name)
    tab_to(page, "Advies gegeven")
    page.keyboard.press("Space")
    tab_to(page, "Eén advies")
    page.keyboard.type("Zet je diploma bovenaan.")
    press(page, "Bewaar")
    assert page.title().startswith("Fout: ")
    tab_to(page, "Vul in: Hoeveel minuten duurde het?")
    page.keyboard.press("Enter")  # leads to the field
    page.keyboard.type("15")
    press(page, "Bewaar")
    assert says(page, "is vastgelegd"), page.locator("main").inner_text()
    talk = Booking.objects.get(pk=booking.pk).talk
    assert (talk.outcome, talk.advice, talk.minutes) == ("advice", "Zet je diploma bovenaan.", 15)
    _is_right(window, portal, nadia())


def test_decide_anew_can_be_read(portal: Portal) -> None:
    bram = User.objects.get(first_name="Bram", is_demo=True)
    window = portal.window(who=bram, size=NARROW, scripts=False)
    page = window.open(reverse("decide_anew", args=[Reopening.objects.open().get().rejection.public_id]))
    assert says(page, "Beslis opnieuw over Eline Groot")
    _is_right(window, portal, bram)


def test_a_quarter_closes_and_opens_from_the_months_by_keyboard(portal: Portal) -> None:
    day = _with_room()
    window = portal.window(who=nadia(), size=NARROW, scripts=False)
    page = window.open(reverse("spreekuur_days"))
    press(page, page.locator(f'a[href="{reverse("spreekuur_day", args=[day.pk])}"]').inner_text())
    free = Slot.objects.free(timezone.now()).of(nadia()).filter(day=day).latest("starts_at")
    clock = timezone.localtime(free.starts_at)
    at = f"{clock.hour}:{clock.minute:02d}"
    press(page, f"Sluit {at}")
    assert says(page, f"{at} is dicht.")
    assert Slot.objects.get(pk=free.pk).state == "closed"
    press(page, f"Open {at}")
    assert says(page, f"{at} is open.")
    assert Slot.objects.get(pk=free.pk).state == "open"
    _is_right(window, portal, nadia())


def _with_room() -> Day:
    """The last one that is made: nobody books it in the demo."""
    return Day.objects.open().filter(slots__in=Slot.objects.free(timezone.now()).of(nadia())).latest("date")


def _is_right(window: Window, portal: Portal, who: User) -> None:
    """No word on the console, nothing beside the screen, and nothing for the judge, who needs scripts."""
    assert window.complaints == []
    judge = portal.window(who=who, size=NARROW)
    judge.open(window.page.url.removeprefix(window.address))
    assert judge.faults() == []
    assert not judge.scrolls_sideways()
