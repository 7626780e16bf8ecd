"""A real browser before a real server: Debian's Chromium, the demo hospital, one portal for all tests of a module."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from candidates.models import User
from tests.conftest import chromium

WIDE, PHONE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}, {"width": 320, "height": 640}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@dataclass
class Window:
    """A tab, and everything it complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def faults(self) -> list[str]:
        """What axe finds, with the places."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{fault['id']}: {[node['html'][:120] for node in fault['nodes']][:3]}" for fault in found]

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def _note(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(words)


@dataclass
class Portal:
    browser: Browser
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def window(
        self, *, who: User | None = None, size: dict[str, int] = WIDE, dark: bool = False, scripts: bool = True
    ) -> Window:
        """A fresh browser of its own; `who` is logged in already."""
        context = self.browser.new_context(
            viewport=size,
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        if who:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(who), "url": self.address}])
        self.contexts.append(context)
        return Window(context.new_page(), self.address)


def session_of(who: User) -> str:
    client = Client()
    client.force_login(who)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the tests
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def hospital(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[None]:
    """The demo, committed, for the tests of this file; gone afterwards."""
    with django_db_blocker.unblock():
        call_command("demo", rejections=30)
        yield
        call_command("demo", remove=True)


@pytest.fixture(scope="module")
def server(hospital: None) -> Iterator[str]:
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def portal(browser: Browser, server: str) -> Iterator[Portal]:
    opened = Portal(browser, server)
    yield opened
    for context in opened.contexts:
        context.close()
