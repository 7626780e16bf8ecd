"""An HR manager looks whether the promise is kept: open, narrow, see who waits, take along, print, get the report."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.letters.posting import deliver_due
from candidates.models import Deadline, Letter, Organisation, Override, Rejection, Role, User
from candidates.rules.figures import month_after
from feedback_portal.actions.reporting import report_last_month
from tests import second_count
from tests.browser.conftest import PHONE, WIDE, Portal
from tests.sink import Sink

ZONE = ZoneInfo("Europe/Amsterdam")


def hanna() -> User:
    return User.objects.get(role=Role.HR_MANAGER)


def send_with_notes(*labels: str) -> None:
    """As if the newest mail had left with these notes of the guide, the first one overruled."""
    told = Deadline.objects.filter(kind="tell", met_channel="mail").select_related("rejection").order_by("-met_at")[0]
    moment = {"not_before": told.met_at, "planned_at": told.met_at, "written_at": told.met_at, "sent_at": told.met_at}
    letter, _new = Letter.objects.get_or_create(
        key=f"figures/{told.pk}",
        defaults=moment
        | {
            "kind": "feedback",
            "message_id": f"figures/{told.pk}",
            "candidate": told.rejection.candidate,
            "rejection": told.rejection,
            "repeat": "never_twice",
            "state": "sent",
            "findings": [{"label": label, "quote": ""} for label in labels],
        },
    )
    about = {"rejection": told.rejection, "letter": letter, "field": "why_not", "label": labels[0], "rule": "x"}
    Override.objects.get_or_create(
        **about, defaults={"quote": "x", "why": "klopt", "by": told.met_by, "at": told.met_at}
    )


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
    assert 1 < paper.read_bytes().count(b"/Type /Page\n") <= 4  # the demo of a whole year, with its spreekuur


@pytest.mark.parametrize(("size", "dark"), [(WIDE, True), (PHONE, False), (PHONE, True)])
def test_the_figures_are_right_in_every_light(portal: Portal, size: dict[str, int], dark: bool) -> None:
    send_with_notes("comparison", "long_sentence")
    window = portal.window(who=hanna(), size=size, dark=dark)
    for path in ("/cijfers/?period=all", "/cijfers/lijst/?what=people&period=all", "/cijfers/bronnen/"):
        window.open(path)
        assert (path, window.faults(), window.scrolls_sideways()) == (path, [], False)
    assert window.complaints == []


def test_a_note_of_the_guide_opens_whom_it_went_to(portal: Portal) -> None:
    send_with_notes("comparison", "long_sentence")
    page = portal.window(who=hanna()).open("/cijfers/?period=12-months")
    row = page.locator("#notes tbody tr").filter(has_text="Vergelijking met anderen")
    expect(row.locator("a")).to_have_count(4)  # whom it went to, where it stayed, and what people said without it
    row.locator("a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De zin bleef staan: Vergelijking met anderen")
    expect(page.locator("table tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Terug naar de cijfers").click()
    expect(page.locator("#id_period")).to_have_value("12-months")


def test_a_recruiter_sees_own_figures_and_of_the_others_no_person(portal: Portal) -> None:
    nadia = User.objects.get(first_name="Nadia")
    window = portal.window(who=nadia)
    page = window.open("/cijfers/?period=all")
    own = Deadline.objects.late(timezone.now()).to_tell().of(nadia).count()
    page.locator("#overdue-now a").click()
    expect(page.locator("table tbody tr")).to_have_count(own)
    page.get_by_role("link", name="Terug naar de cijfers").click()
    page.locator("#id_person").select_option("all")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("main a[href*='/cijfers/lijst/'], main a[href*='/afwijzingen/']")).to_have_count(0)
    assert window.faults() == []
    answer = page.goto(f"{window.address}/cijfers/lijst/?what=people&person=all")
    assert answer
    assert answer.status == 404


def test_whoever_only_reads_sees_numbers_and_no_person(portal: Portal) -> None:
    window = portal.window(who=User.objects.get(role=Role.READ_ONLY))
    page = window.open("/cijfers/?period=all")
    expect(page.locator("#speed tbody tr")).to_have_count(4)
    expect(page.locator("main a[href*='/cijfers/lijst/'], main a[href*='/afwijzingen/']")).to_have_count(0)
    expect(page.locator("#id_person")).to_have_count(0)
    assert window.faults() == []
    answer = page.goto(f"{window.address}/cijfers/lijst/?what=people")
    assert answer
    assert answer.status == 403


def test_the_months_report_arrives(portal: Portal, sink: Sink) -> None:
    """And its link opens that month."""
    first = month_after(timezone.localdate().replace(day=1))
    ring = datetime.combine(first, time(10), tzinfo=ZONE)
    assert report_last_month(ring) == 1
    deliver_due(clock=lambda: ring)
    (mail,) = sink.to("hanna@oeverland.example")
    link = next(line for line in mail.body().splitlines() if "/cijfers/?period=" in line)
    page = portal.window(who=hanna()).open(f"/cijfers/{link.partition('/cijfers/')[2]}")
    expect(page.locator("#id_period")).to_have_value(f"{timezone.localdate():%Y-%m}")
    expect(page.locator("#counted a").last).to_be_visible()
    assert Rejection.objects.filter(decided_at__gte=ring - timedelta(days=31)).exists()
    assert Organisation.objects.get().is_demo
