"""The candidate's way with one thumb: 320 px wide, no scripts; every page looked at by axe, in light and in dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Request

from candidates.actions.links import link_for
from candidates.letters.mark import address_of
from candidates.models import Organisation, Rejection, Role, User
from spreekuur.actions.bookings import cancel
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.days import Extra, add_day
from spreekuur.actions.holding import Who
from spreekuur.models import Booking, Day, Slot
from spreekuur.rules.rhythm import Hours
from tests import spreekuur_cast
from tests.browser.conftest import NARROW, Portal, Window


@pytest.fixture(autouse=True)
def only_our_days(hospital: None) -> Iterator[None]:
    """The nearest day is one of ours."""
    yield
    Booking.objects.all().delete()


@dataclass
class Candidate:
    """With a phone in one hand; the judge, who needs scripts, sees the very same pages."""

    about: Rejection
    window: Window
    judge: Window

    @property
    def page(self) -> Page:
        return self.window.page

    def open(self) -> None:
        self.window.open(path_of(self.about))
        self.look()

    def press(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first
        with self.page.expect_navigation():
            button.click()
        self.look()

    def choose(self, number: int) -> None:
        """The so-many-th moment on the page."""
        self.touch(self.page.locator('input[name="slot"]').nth(number))

    def tick(self, label: str) -> None:
        self.touch(self.page.get_by_label(label))

    def touch(self, control: Locator) -> None:
        """The whole card answers to a thumb: its label covers it."""
        self.page.locator(f'label[for="{control.get_attribute("id")}"]').click()

    def says(self, words: str) -> bool:
        return words in " ".join(self.page.locator("main").inner_text().split())

    def look(self) -> None:
        assert [words for words in self.window.complaints if "409" not in words] == []
        shown, page = self.page.content(), self.judge.page
        page.route(self.page.url, lambda route: route.fulfill(body=shown, content_type="text/html"))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(self.page.url)
            assert self.judge.faults() == []
        assert not self.judge.scrolls_sideways()
        page.unroute_all()


def candidate(portal: Portal, name: str) -> Candidate:
    now = timezone.now()
    about = spreekuur_cast.rejection(name, keep_until=now.date() + timedelta(days=30))
    return Candidate(about, portal.window(size=NARROW, scripts=False), portal.window(size=NARROW))


def path_of(about: Rejection) -> str:
    return urlsplit(address_of(link_for(about, at=timezone.now()))).path


def who(about: Rejection) -> Who:
    return Who(Organisation.objects.current(), link=link_for(about, at=timezone.now()))


def alone(*, days: int = 1) -> list[Day]:
    """So many days with three quarters each, and nothing else to choose from."""
    nadia = User.objects.filter(role=Role.RECRUITER).order_by("pk")[0]
    now, hours = timezone.now(), Hours(time(13), time(13, 45), 15)
    for day in Day.objects.open():
        cancel_day(day, why="Voor deze test", by=nadia, organisation=Organisation.objects.current(), at=now)
    first = now.date() + timedelta(days=7)
    extras = [Extra(first + timedelta(days=n), hours, [nadia], place="Kamer 1.12") for n in range(days)]
    return [add_day(extra, by=nadia, at=now) for extra in extras]


def somebody_books(slot: Slot, name: str) -> Rejection:
    about = spreekuur_cast.rejection(name, keep_until=date(2099, 1, 1))
    spreekuur_cast.booked(about, slot, at=timezone.now())
    return about


def slots(day: Day) -> list[Slot]:
    return list(day.slots.order_by("starts_at"))


def test_book_move_and_cancel(portal: Portal) -> None:
    alone()
    youssef = candidate(portal, "Youssef Benali")
    youssef.open()
    assert youssef.says("Kies een moment voor je gesprek")

    youssef.press("Leg dit moment vast")
    assert youssef.says("Kies een moment")
    assert youssef.page.title().startswith("Fout: ")

    youssef.choose(0)
    youssef.tick("Bij ons in huis")
    youssef.tick("Mijn cv en mijn brief")
    youssef.page.get_by_label("Wat wil je zelf vragen?").fill("Wat kan beter?")
    youssef.press("Leg dit moment vast")
    assert youssef.says("Je gesprek staat vast")
    assert youssef.says("13:00 tot 13:15 uur")

    youssef.press("Verzetten")
    youssef.choose(0)
    youssef.press("Verzet naar dit moment")
    assert youssef.says("13:15 tot 13:30 uur")

    youssef.press("Afzeggen")
    youssef.press("Zeg mijn gesprek af")
    assert youssef.says("is afgezegd")
    assert youssef.says("Kies een moment voor je gesprek")


def test_taken_meanwhile_keeps_every_answer(portal: Portal) -> None:
    (day,) = alone()
    priya = candidate(portal, "Priya Sital")
    priya.open()
    priya.choose(0)
    priya.tick("Telefoon")
    priya.page.get_by_label("Op welk nummer kunnen we je bellen?").fill("06 12345678")
    priya.page.get_by_label("Wat wil je zelf vragen?").fill("Wat was de doorslag?")
    somebody_books(slots(day)[0], "Snelle Sanne")

    priya.press("Leg dit moment vast")
    assert priya.says("Iemand was je net voor")
    assert priya.page.get_by_label("Telefoon").is_checked()
    assert priya.page.get_by_label("Wat wil je zelf vragen?").input_value() == "Wat was de doorslag?"
    assert priya.page.get_by_label("Op welk nummer kunnen we je bellen?").input_value() == "06 12345678"

    place = priya.page.locator(".errors a").first.get_attribute("href")
    priya.touch(priya.page.locator(str(place)))
    priya.press("Leg dit moment vast")
    assert priya.says("Je gesprek staat vast")
    assert priya.says("eindigt op 78")


def test_full_then_the_waiting_list_then_an_offer(portal: Portal) -> None:
    day, other = alone(days=2)
    taken = [somebody_books(slot, f"Vol{n} Test") for n, slot in enumerate(slots(day))]
    tom = candidate(portal, "Tom de Groot")
    tom.open()
    assert tom.says("Dit spreekuur is vol")
    assert tom.page.locator('input[name="slot"]').count() == len(slots(other))

    tom.press("Zet me op de wachtlijst")
    assert tom.says("Je staat op de wachtlijst")

    cancel(taken[1], who=who(taken[1]), at=timezone.now())
    tom.open()
    assert tom.says("Er is een moment vrijgekomen voor jou")
    tom.tick("Bij ons in huis")
    tom.press("Leg dit moment vast")
    assert tom.says("Je gesprek staat vast")
    assert tom.says("13:15 tot 13:30 uur")


def test_without_a_spreekuur_one_question(portal: Portal) -> None:
    alone(days=0)
    lotte = candidate(portal, "Lotte Kramer")
    lotte.open()
    lotte.page.get_by_label("Wat wil je weten?").fill("Wat kan er beter aan mijn brief?")
    lotte.press("Vraag om feedback")
    assert lotte.says("We hebben je vraag")


def test_a_first_visit_asks_for_five_things_at_most(portal: Portal) -> None:
    alone()
    visitor = candidate(portal, "Gijs Bakker")
    requests: list[Request] = []
    visitor.page.on("request", lambda request: requests.append(request))
    way_in = path_of(visitor.about)
    visitor.window.open(way_in)
    visitor.page.wait_for_load_state("networkidle")
    asked = [urlsplit(request.url).path for request in requests]
    told = [request.all_headers().get("referer", "") for request in requests]
    assert any(told)
    assert [referrer for referrer in told if way_in.strip("/").rpartition("/")[2] in referrer] == []
    pages = [path for path in asked if path.startswith("/s/")]
    assert len(asked) - len(pages) + 1 <= 5, asked
