"""All settings on one page: each with its default, errors at the field, and no promise that moves."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.actions.closed_days import seed
from candidates.models import ClosedDay, Deadline, Organisation, StagePromise, User
from candidates.rules.deadlines import Promise, Unit
from candidates.rules.stages import Channel, Stage
from tests import cast
from tests.decision_cast import logged
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    cast.hospital()
    seed([2025, 2026, 2027, 2028])
    client.force_login(cast.ad())
    return client


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def as_shown(desk: Client) -> dict[str, str]:
    """What a browser would post when nothing is changed."""
    settings = desk.get(reverse("organisation")).context["settings"]
    given: dict[str, str] = {}
    for form in settings.all:
        for field in form:
            value = field.value()
            if isinstance(value, bool):
                given |= {field.html_name: "on"} if value else {}
            elif value is not None:
                given[field.html_name] = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    return given


def save(desk: Client, **changes: str) -> Any:
    given = as_shown(desk) | changes
    return desk.post(reverse("organisation"), {name: value for name, value in given.items() if value != "off"})


def test_saving_what_is_shown_changes_nothing(desk: Client) -> None:
    before = Organisation.objects.values().get()
    policy = Organisation.objects.current().policy()
    assert save(desk).status_code == 302
    assert Organisation.objects.values().get() == before
    assert Organisation.objects.current().policy() == policy


def test_every_setting_is_on_the_page_with_its_default(desk: Client) -> None:
    names = {name.rpartition("-")[2] for name in as_shown(desk)} | {
        "overdue_first",
        "promise_page",
        "two_step_required",
        "roll",
    }
    assert names == {
        "name", "zone", "phone", "opens", "closes", "close_of_day", "channel", "amount", "unit", "roll", "remind_time",
        "digest_time", "silence_days", "backdate_hours", "overdue_first", "sender_name", "sender_address",
        "reply_address", "recall_minutes", "goal_percent", "promise_page", "booking_cutoff", "booking_moves",
        "waiting_offer_until", "decide_anew_days", "retention_days", "consent_days", "two_step_required", "asks_useful",
        "privacy_contact", "processors",
    }  # fmt: skip
    page = words(desk.get(reverse("organisation")))
    defaults = re.findall(r"Standaard: ([^.<]+)\.", page)
    assert sorted(defaults) == sorted(
        ["Europe/Amsterdam", "9:00", "17:00", "17:00", "Mail, 24 uur", "Bellen, 2 werkdagen", "Bellen, 2 werkdagen",
         "Gesprek, 10 werkdagen", "9:00", "9:00", "7", "24", "nee", "10", "95", "nee", "9:00", "3", "12:00", "2", "28",
         "365", "ja", "ja"]
    )  # fmt: skip
    assert "Beloften schuiven niet" in page
    assert reverse("letter_texts") in page


def test_a_change_is_kept(desk: Client) -> None:
    changes = {
        "name": "Ziekenhuis Elders", "zone": "Europe/Lisbon", "opens": "08:30", "interview-amount": "3",
        "cv-screening-roll": "on", "silence_days": "5", "two_step_required": "on", "reply_address": "hr@elders.example",
    }  # fmt: skip
    save(desk, **changes)
    kept = Organisation.objects.get()
    assert (kept.name, kept.zone, kept.opens, kept.silence_days, kept.two_step_required, kept.reply_address) == (
        "Ziekenhuis Elders", "Europe/Lisbon", time(8, 30), 5, True, "hr@elders.example",
    )  # fmt: skip
    promises = kept.policy().promises
    assert promises[Stage.INTERVIEW] == Promise(Channel.CALL, 3, Unit.WORKING_DAYS)
    assert promises[Stage.CV_SCREENING] == Promise(Channel.MAIL, 24, Unit.HOURS, roll=True)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Vul de naam van de organisatie in"),
        ("closes", "08:00", "Kies een tijd nadat het kantoor opengaat"),
        ("opens", "half negen", "Vul een tijd in, zoals 9:00"),
        ("silence_days", "veel", "Vul een heel getal in"),
        ("interview-amount", "61", "Kies hoogstens 60"),
        ("zone", "Europe/Delft", "Europe/Delft"),
        ("privacy_contact", "geen adres", "mailadres"),
        ("processors", "Postbode BV; mail; Nederland\nWolk BV; servers", "Regel 2: schrijf naam; waarvoor; land"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(desk: Client, field: str, value: str, said: str) -> None:
    page = words(save(desk, **{field: value, "goal_percent": "90"}))
    assert "<title>Fout: Organisatie · Feedback Portal</title>" in page
    assert f'<a href="#id_{field}">' in page
    assert said in page
    assert Organisation.objects.get().goal_percent == 95
    assert StagePromise.objects.count() == 0


def test_whoever_works_for_the_organisation_is_kept_line_by_line(desk: Client) -> None:
    save(desk, processors="  Postbode BV;mail ;Nederland\r\n\r\nWolk BV; servers; Ierland ")
    assert Organisation.objects.get().processors == "Postbode BV; mail; Nederland\nWolk BV; servers; Ierland"


def test_each_line_that_cannot_be_read_is_named(desk: Client) -> None:
    page = words(save(desk, processors="Postbode BV\n; servers; Ierland\nWolk BV; ; Ierland"))
    wrong = ["Regel 1: schrijf naam; waarvoor; land", "Regel 2: vul de naam in", "Regel 3: vul in wat ze voor je doen"]
    assert [line for line in wrong if page.count(line) < 2] == []  # above the page and at the field
    assert "; servers; Ierland" in page


def test_retention_is_never_longer_than_the_authority_allows(desk: Client) -> None:
    save(desk, retention_days="29")
    assert Organisation.objects.get().retention_days == 28


def test_no_edit_of_the_policy_moves_a_promise_that_exists(desk: Client) -> None:
    rejection = logged(by=cast.nadia())
    before = Deadline.objects.values().get(rejection=rejection)
    save(desk, **{"interview-amount": "5", "close_of_day": "12:00", "zone": "Europe/Lisbon", "remind_time": "10:00"})
    desk.post(reverse("closed_days_by_name"), {"closed": []})
    desk.post(reverse("closed_day_add"), {"own-day": "2026-11-25", "own-name": "Brugdag"})
    assert Deadline.objects.values().get(rejection=rejection) == before
    later = logged(by=User.objects.get(first_name="Nadia"), email="iemand@example.org", name="Iemand Anders")
    assert Deadline.objects.get(rejection=later).due_at > before["due_at"]


def test_holidays_are_switched_by_name_for_every_year(desk: Client) -> None:
    page = words(desk.get(reverse("organisation")))
    names = re.findall(r'name="closed" value="([^"]+)"', page)
    assert names[0] == "Nieuwjaarsdag"
    assert names[-1] == "Tweede kerstdag"
    desk.post(reverse("closed_days_by_name"), {"closed": [name for name in names if name != "Koningsdag"]})
    assert not ClosedDay.objects.closed().filter(name="Koningsdag").exists()
    assert ClosedDay.objects.filter(name="Koningsdag").count() == 4
    assert ClosedDay.objects.closed().filter(name="Nieuwjaarsdag").count() == 4


def test_a_day_of_ones_own_comes_and_goes(desk: Client) -> None:
    url = reverse("closed_day_add")
    desk.post(url, {"own-day": "2026-12-28", "own-name": "Brugdag"})
    day = ClosedDay.objects.get(is_seeded=False)
    assert (day.date, day.name, day.is_closed) == (date(2026, 12, 28), "Brugdag", True)
    assert "maandag 28 december 2026" in words(desk.get(reverse("organisation")))
    again = words(desk.post(url, {"own-day": "2026-12-28", "own-name": "Nog een keer"}))
    assert '<a href="#id_own-day">Deze dag staat al op de lijst</a>' in again
    desk.post(reverse("closed_day_remove", args=[day.pk]))
    assert not ClosedDay.objects.filter(is_seeded=False).exists()


def test_a_holiday_is_not_removed_but_switched(desk: Client) -> None:
    holiday = ClosedDay.objects.filter(is_seeded=True).first()
    assert holiday is not None
    assert desk.post(reverse("closed_day_remove", args=[holiday.pk])).status_code == 404
    assert ClosedDay.objects.filter(pk=holiday.pk).exists()


def test_the_test_mail_really_leaves_and_says_so(desk: Client, sink: Sink) -> None:
    page = desk.post(reverse("test_mail"), follow=True)
    assert "De mailserver nam de testmail aan ad@oeverland.example aan." in words(page)
    assert [(mail.to, mail.message["Subject"]) for mail in sink.mails] == [
        ("ad@oeverland.example", "Een testmail van Feedback Portal")
    ]


def test_a_test_mail_that_is_refused_says_why(desk: Client, sink: Sink) -> None:
    sink.mode = "550"
    page = words(desk.post(reverse("test_mail"), follow=True))
    assert "De testmail is niet vertrokken." in page
    assert sink.mails == []


def test_test_mails_have_a_limit(desk: Client, sink: Sink) -> None:
    answers = [desk.post(reverse("test_mail")).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]


def test_every_setting_on_the_page_is_read_by_something(desk: Client) -> None:
    page = desk.get(reverse("organisation"))
    shown = {
        form.key: list(form.fields) for form in [*page.context["settings"].before, *page.context["settings"].after]
    }
    assert "spreekuur" in shown
    unread = [name for names in shown.values() for name in names if not read_somewhere(name)]
    assert unread == []


def read_somewhere(setting: str) -> bool:
    """In the code or a template, beside the row itself and the form that changes it."""
    root = Path(settings.BASE_DIR)
    floors = [file for floor in ("candidates", "spreekuur", "feedback_portal") for file in (root / floor).rglob("*.py")]
    readers = [file for file in (*floors, *(root / "templates").rglob("*.html")) if not OWN & set(file.parts)]
    return any(re.search(rf"\b{setting}\b", file.read_text(encoding="utf-8")) for file in readers)


OWN = {"migrations", "organisation.py", "organisation"}


def test_the_goal_stands_beside_the_figure_of_the_month(desk: Client) -> None:
    now = timezone.now()
    answered = logged(stage=Stage.CV_SCREENING, at=now, decided_at=now)
    Deadline.objects.keep_promise(answered.deadlines.get().pk, at=now, channel="mail", by=answered.recruiter)
    save(desk, goal_percent="90")
    for reader in (cast.vera(), answered.recruiter):
        desk.force_login(reader)
        assert "Ons doel is 90 procent." in words(desk.get(reverse("today")))


def test_the_promise_page_is_opened_here(desk: Client) -> None:
    assert desk.get(reverse("promise_page")).status_code == 404
    save(desk, promise_page="on")
    assert desk.get(reverse("promise_page")).status_code == 200
