"""An HR manager looks whether the promise is kept: open, narrow, see who waits, take along, print, get the report."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.letters.posting import deliver_due
from candidates.models import Deadline, Organisation, Rejection, Role, User
from candidates.rules.figures import month_after
from feedback_portal.actions.reporting import report_last_month
from tests import second_count
from tests.browser.conftest import PHONE, WIDE, Portal
from tests.sink import Sink

ZONE = ZoneInfo("Europe/Amsterdam")


def hanna() -> User:
    return User.objects.get(role=Role.HR_MANAGER)


def test_from_the_headline_to_the_people_and_back(portal: Portal) -> None:
    window = portal.window(who=hanna())
    page = window.open("/cijfers/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("antwoord")
    late = Deadline.objects.late(timezone.now()).to_tell().count()
    assert late > 0
    page.locator("#overdue-now a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wacht nu te lang")
    expect(page.locator("table tbody tr")).to_have_count(late)
    page.get_by_role("link", name="Terug naar de cijfers").click()
    page.locator("#id_stage").select_option("interview")
    page.locator("#id_period").select_option("12-months")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("#stages tbody tr")).to_have_count(1)
    expect(page.locator(".field .soft")).to_contain_text("Gesprek")
    assert window.faults() == []
    assert window.complaints == []


def test_the_files_say_what_the_page_says(portal: Portal, tmp_path: Path) -> None:
    page = portal.window(who=hanna()).open("/cijfers/?period=all")
    shown = page.locator("#speed tbody tr").first.locator("td").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="De rijen erachter als CSV").click()
    download.value.save_as(tmp_path / "rijen.csv")
    rows = second_count.read((tmp_path / "rijen.csv").read_bytes())
    counted = [row for row in rows if (row["promise"], row["stage"]) == ("tell", "cv-screening")]
    assert len(counted) == int(shown)


def test_it_is_good_on_paper(portal: Portal, tmp_path: Path) -> None:
    """What print adds stands on it, what only a screen needs does not; the pages were looked at by a person."""
    page = portal.window(who=hanna()).open("/cijfers/?period=12-months")
    page.emulate_media(media="print")
    expect(page.locator(".print-only").first).to_contain_text("Afgedrukt op")
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator("#months tbody tr").first).to_be_visible()
    paper = tmp_path / "cijfers.pdf"
    page.pdf(path=paper, format="A4", prefer_css_page_size=True)
    assert paper.read_bytes().startswith(b"%PDF")
    assert 1 < paper.read_bytes().count(b"/Type /Page\n") < 7


@pytest.mark.parametrize(("size", "dark"), [(WIDE, True), (PHONE, False), (PHONE, True)])
def test_the_figures_are_right_in_every_light(portal: Portal, size: dict[str, int], dark: bool) -> None:
    window = portal.window(who=hanna(), size=size, dark=dark)
    for path in ("/cijfers/?period=all", "/cijfers/lijst/?what=people&period=all", "/cijfers/bronnen/"):
        window.open(path)
        assert (path, window.faults(), window.scrolls_sideways()) == (path, [], False)
    assert window.complaints == []


def test_the_months_report_arrives(portal: Portal, sink: Sink) -> None:
    """And its link opens that month."""
    first = month_after(timezone.localdate().replace(day=1))
    ring = datetime.combine(first, time(10), tzinfo=ZONE)
    assert report_last_month(ring) == 1
    deliver_due(clock=lambda: ring)
    (mail,) = sink.to("hanna@oeverland.example")
    link = next(line for line in mail.body().splitlines() if "/cijfers/?period=" in line)
    page = portal.window(who=hanna()).open(f"/cijfers/{link.partition('/cijfers/')[2]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Rejection.objects.filter(decided_at__gte=ring - timedelta(days=31)).exists()
    assert Organisation.objects.get().is_demo
