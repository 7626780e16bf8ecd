"""Behind every number stands a list of exactly so many, page by page, whatever was drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.figures.asked import Asked
from candidates.figures.behind import BEHIND, Behind, due_behind, promises_behind
from candidates.figures.promises import Counts, promise_figures
from candidates.figures.reopened import reopened, reopened_behind
from candidates.figures.waiting import overdue, waiting
from candidates.models import Deadline
from candidates.rules.periods import ALL, THREE_MONTHS, period
from tests.figures_cast import NOW, draw

pytestmark = pytest.mark.django_db
NAMES = [name for name in BEHIND if name != "silence"]


def of(counts: Counts, name: str) -> int:
    return int(getattr(counts, name))


def all_rows(behind: Behind) -> Iterator[Deadline]:
    after = ""
    while True:
        page = behind.rows(after=after, size=40)
        yield from page.deadlines
        after = page.after
        if not after:
            return


def pages(asked: Asked) -> Behind:
    return promises_behind("people", asked, kind="tell", now=NOW)


def test_a_list_is_as_long_as_its_number() -> None:
    drawn = draw(101)
    today = NOW.date()
    for asked in (
        Asked(period(ALL, today)),
        Asked(period(THREE_MONTHS, today), stage="interview"),
        Asked(period(ALL, today), department=0, person=drawn.people[0].pk),
        Asked(period("2026-03", today), channel="mail"),
    ):
        figures = promise_figures(asked, now=NOW)
        for kind, counts in (("tell", figures.told()), ("talk", figures.talks())):
            for name in NAMES:
                behind = promises_behind(name, asked, kind=kind, now=NOW)
                rows = [row.pk for row in all_rows(behind)]
                assert (name, len(rows), len(set(rows))) == (name, of(counts, name), of(counts, name))
                assert behind.count() == len(rows)


def test_what_waits_now_is_the_same_in_both_ways_of_asking() -> None:
    drawn = draw(102)
    for asked in (Asked(period(ALL, NOW.date())), Asked(period(ALL, NOW.date()), department=0, channel="call")):
        for person in (None, drawn.people[1].pk):
            narrowed = asked.of(person)
            late, silent = (promises_behind(w, narrowed, kind="tell", now=NOW) for w in ("overdue", "silence"))
            until = NOW + timedelta(days=5)
            waits = waiting(narrowed, now=NOW, until=until)
            assert overdue(narrowed, now=NOW).count == late.count()
            assert waits.silent == silent.count()
            for channel, count in waits.due.items():
                due = due_behind(channel, narrowed, until=until, now=NOW)
                assert (channel, len(list(all_rows(due)))) == (channel, count)
    assert waits.due != dict.fromkeys(waits.due, 0)


def test_those_reopened_are_listed() -> None:
    draw(103)
    asked = Asked(period(ALL, NOW.date()))
    rows = reopened(asked, now=NOW)
    assert sum(row.count for row in rows) > 5
    for row in rows:
        of_stage = replace(asked, stage=row.stage)
        again = list(all_rows(reopened_behind(of_stage, reason=row.reason, now=NOW)))
        assert len(again) == row.count
        assert {(one.rejection.stage_at_rejection, one.rejection.reason) for one in again} == {(row.stage, row.reason)}
        assert all(one.rejection.reopened_at for one in again)


def test_a_page_of_a_list_costs_the_same_however_long_it_is() -> None:
    draw(104)
    asked = Asked(period(ALL, NOW.date()))

    def statements(size: int) -> int:
        with CaptureQueriesContext(connection) as asked_for:
            page = pages(asked).rows(size=size)
            assert [row.rejection.vacancy.title + row.owner.name for row in page.deadlines]
        return len(asked_for)

    assert statements(1) == statements(50) == 2


def test_a_mark_that_is_none_of_ours_begins_at_the_beginning() -> None:
    draw(105)
    asked = Asked(period(ALL, NOW.date()))
    first = pages(asked).rows(size=3)
    for after in ("x", "2026-01-01_1", "_", "2026-13-45T00:00:00+00:00_1", f"{NOW.isoformat()}_{'9' * 30}"):
        page = pages(asked).rows(size=3, after=after)
        assert [row.pk for row in page.deadlines] == [row.pk for row in first.deadlines]
