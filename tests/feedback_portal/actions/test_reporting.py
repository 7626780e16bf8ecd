"""The monthly report: once a month, to each HR manager who wants it, in words of their own language."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from candidates.actions.calls import Said, log_attempt
from candidates.letters.posting import deliver_due
from candidates.models import CallOutcome, Letter, Organisation, User
from feedback_portal.actions.reporting import report_last_month
from tests import cast
from tests.decision_cast import logged
from tests.sink import Sink

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # nine in the morning of the first of December
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def november() -> None:
    """Five people told in time, one late, one never."""
    cast.hospital(set_up_at=datetime(2026, 10, 5, tzinfo=UTC))
    nadia = cast.nadia()
    cast.hanna(), cast.person("Henk", "hr-manager", language="en"), cast.ad()
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    for number, hours in enumerate((1, 2, 3, 4, 5, 300, None)):
        made = logged(by=nadia, decided_at=at, at=at, name=f"Iemand {number}", email=f"i{number}@example.org")
        if hours:
            log_attempt(made, outcome=CallOutcome.REACHED, said=Said(), minutes=6, by=nadia, at=at + hours * HOUR)


def test_each_hr_manager_gets_it_once(sink: Sink) -> None:
    with time_machine.travel(FIRST, tick=False):
        assert report_last_month(FIRST) == 2
        assert report_last_month(FIRST + HOUR) == 0
        deliver_due(clock=lambda: FIRST)
    dutch, english = sink.to("hanna@oeverland.example"), sink.to("henk@oeverland.example")
    assert [mail.message["Subject"] for mail in dutch] == ["Zo kwamen jullie je belofte na in november 2026"]
    assert "5 van de 7 mensen kregen in november 2026 op tijd antwoord: 71%." in dutch[0].body()
    assert "Gesprek: 71% op tijd (5 van 7)" in dutch[0].body()
    assert "Op dit moment wachten te lang: 1." in dutch[0].body()
    assert f"{reverse('dashboard')}?period=2026-11" in dutch[0].body()
    assert "How you kept your promise in November 2026" in english[0].message["Subject"]
    assert "Iemand" not in dutch[0].body() + dutch[0].body("html")


def test_not_before_the_morning_of_the_first_day() -> None:
    assert report_last_month(FIRST - HOUR) == 0
    assert report_last_month(FIRST - 2 * DAY) == 2  # October, which nobody had yet
    assert report_last_month(FIRST) == 2


def test_whoever_was_away_on_the_first_gets_it_later() -> None:
    assert report_last_month(FIRST + 9 * DAY) == 2


def test_it_can_be_switched_off() -> None:
    User.objects.filter(first_name="Hanna").update(monthly_report=False)
    User.objects.filter(first_name="Henk").update(is_active=False)
    assert report_last_month(FIRST) == 0
    assert not Letter.objects.exists()


def test_no_month_before_the_house_was_open() -> None:
    Organisation.objects.update(set_up_at=datetime(2026, 12, 1, 7, tzinfo=UTC))
    assert report_last_month(FIRST) == 0


def test_too_few_people_for_a_percentage() -> None:
    with time_machine.travel(FIRST, tick=False):
        report_last_month(datetime(2026, 11, 3, 9, tzinfo=UTC))
    assert Letter.objects.filter(key__startswith="figures_report/2026-10/")[0].params["kept"] == {
        "part": None,
        "whole": 0,
        "percent": None,
    }
