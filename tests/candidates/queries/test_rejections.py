from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from candidates.actions.handover import hand_over
from candidates.actions.taking_back import undo
from candidates.models import Deadline, Rejection, User
from candidates.queries.keyset import count_up_to
from candidates.queries.rejections import DUE, Wanted, overdue_of, rejections_page, wanted_rejections
from candidates.rules.stages import EndedBy, Stage
from tests import cast
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


@pytest.fixture
def everyone(nadia: User) -> dict[str, Rejection]:
    """One in each state, newest first: the later in the list, the longer ago."""
    analyst = cast.vacancy("Data-analist")

    def one(name: str, days: int, **fields: object) -> Rejection:
        at = NOW - timedelta(days=days)
        email = f"{name.split()[0].lower()}@example.org"
        return logged(by=nadia, name=name, email=email, decided_at=at, at=at, **fields)

    people = {
        "open": one("Daniëlle Bakker", 0),
        "told": one("Emre Yıldız", 1, stage=Stage.CV_SCREENING, vacancy=analyst),
        "withdrawn": one("Joris Kok", 2, ended_by=EndedBy.CANDIDATE),
        "taken-back": one("Priya Ramdin", 3, vacancy=analyst),
        "late": one("Sanne El-Amrani", 6),
        "never-told": one("Tom O'Brien", 90, history=True, is_imported=True),
    }
    Deadline.objects.keep_promise(people["told"].deadlines.get().pk, at=NOW, channel="mail", by=nadia)
    undo(people["taken-back"], by=nadia, at=NOW)
    return people


def found(wanted: Wanted) -> list[str]:
    rejections = wanted_rejections(wanted, now=NOW, zone=ZONE)
    page = rejections_page(rejections, order=wanted.order, after="")
    names = [one.candidate.name.split()[0] for one in page.rows]
    assert count_up_to(rejections) == len(names)
    return names


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), ["Daniëlle", "Emre", "Joris", "Priya", "Sanne", "Tom"]),
        (Wanted(state="open"), ["Daniëlle", "Sanne"]),
        (Wanted(state="late"), ["Sanne"]),
        (Wanted(state="told"), ["Emre"]),
        (Wanted(state="withdrawn"), ["Joris"]),
        (Wanted(state="taken-back"), ["Priya"]),
        (Wanted(state="never-told"), ["Tom"]),
        (Wanted(order=DUE), ["Sanne", "Daniëlle"]),
        (Wanted(order=DUE, state="told"), []),
        (Wanted(stage="cv-screening"), ["Emre"]),
        (Wanted(words="danielle"), ["Daniëlle"]),
        (Wanted(words="BAKK"), ["Daniëlle"]),
        (Wanted(words="yildiz analist"), ["Emre"]),
        (Wanted(words="data-analist"), ["Emre", "Priya"]),
        (Wanted(words="analist priya"), ["Priya"]),
        (Wanted(words="amrani"), ["Sanne"]),
        (Wanted(words="o'brien"), ["Tom"]),
        (Wanted(words="akker"), []),
        (Wanted(words="Joris@Example.org"), ["Joris"]),
        (Wanted(words="' | ! & :* \\ - \0"), ["Daniëlle", "Emre", "Joris", "Priya", "Sanne", "Tom"]),
        (Wanted(words="a':*|b"), []),
        (Wanted(since=date(2026, 11, 22), until=date(2026, 11, 23)), ["Emre", "Joris"]),
        (Wanted(since=date(2026, 11, 24)), ["Daniëlle"]),
        (Wanted(words="data", state="told", stage="cv-screening"), ["Emre"]),
    ],
)
def test_a_list_holds_what_was_asked_for(everyone: dict[str, Rejection], wanted: Wanted, names: list[str]) -> None:
    assert found(wanted) == names


def test_work_that_was_handed_over_is_found_at_both(everyone: dict[str, Rejection], nadia: User) -> None:
    bram = cast.bram()
    hand_over(everyone["late"].deadlines.get(), to=bram, by=nadia, why="Vrij.", at=NOW)
    assert found(Wanted(recruiter=bram)) == ["Sanne"]
    assert found(Wanted(recruiter=nadia, state="late")) == ["Sanne"]


def test_a_day_ends_at_local_midnight(nadia: User) -> None:
    last_minute = NOW.replace(hour=22, minute=59) - timedelta(days=1)  # 23:59 in Amsterdam
    first = last_minute + timedelta(minutes=1)
    logged(by=nadia, decided_at=last_minute)
    logged(by=nadia, name="Tom Hendriks", email="tom@example.org", decided_at=first)
    day = Wanted(since=date(2026, 11, 23), until=date(2026, 11, 23))
    assert found(day) == ["Daniëlle"]
    assert found(replace(day, since=date(2026, 11, 24), until=None)) == ["Tom"]


def test_only_ones_own_late_answers_are_overdue(everyone: dict[str, Rejection], nadia: User) -> None:
    assert [task.rejection for task in overdue_of(nadia, now=NOW)] == [everyone["late"]]
    assert list(overdue_of(cast.bram(), now=NOW)) == []


def test_a_page_asks_as_often_for_three_as_for_one(
    nadia: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(3):
        logged(by=nadia, name=f"Persoon {number}", email=f"p{number}@example.org")
    for size in (1, 3):
        with django_assert_num_queries(2):
            page = rejections_page(Rejection.objects.all(), order="newest", after="", size=size)
            shown = [(r.candidate.name, r.vacancy.title, r.recruiter.name, r.promises) for r in page.rows]  # type: ignore[attr-defined]  # by its query
        assert len(shown) == size
