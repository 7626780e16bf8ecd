"""Asks the page and its files for one seed's figures, with every filter, and holds them against a count of the rows."""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from candidates.models import Department
from candidates.rules.guide_words import subject_of
from tests import cast, second_count
from tests.figures_cast import NOW, Drawn, draw, every_filter
from tests.file_ids import named
from tests.second_count import Count, Fact, Lines, hours_by_colleague

PERIODS = {
    "month": ("2026-11", "2026-11"),
    "last-month": ("2026-10", "2026-10"),
    "3-months": ("2026-09", "2026-11"),
    "12-months": ("2025-12", "2026-11"),
    "year": ("2026-01", "2026-11"),
    "last-year": ("2025-01", "2025-12"),
    "all": ("0000-00", "2026-11"),
}
COUNTED = ("all", "stage", "channel", "month", "now", "reopened", "guide")
CALLED = {
    "cv-screening": "CV screening",
    "interview": "Interview",
    "late-stage": "Final round",
    "talk": "Talk of fifteen minutes",
}


@dataclass
class Asking:
    client: Client
    drawn: Drawn
    facts: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.departments = dict(Department.objects.values_list("pk", "name"))
        self.people = {person.pk: person.name for person in self.drawn.people}

    def expected(self, asked: dict[str, Any]) -> Count:
        first, last = PERIODS.get(asked.get("period", "month"), (asked.get("period"),) * 2)
        facts = [fact for fact in self.facts if all(self._fits(fact, name, asked[name]) for name in asked)]
        return Count(facts, first, last, _year_up_to(last))

    def _fits(self, fact: Fact, name: str, value: Any) -> bool:
        if name == "department":
            return fact.row["department"] == self.departments.get(value, "")
        if name == "person":
            return fact.row["colleague"] == self.people[value]
        return name == "period" or value == (fact.channel if name == "channel" else fact.row[name])

    def file(self, name: str, asked: dict[str, Any]) -> bytes:
        answer = self.client.get(reverse(name), asked)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)

    def page(self, asked: dict[str, Any]) -> str:
        answer = self.client.get(reverse("dashboard"), asked)
        assert answer.status_code == 200
        return answer.content.decode()


def second_opinion(seed: int, *, with_workbooks: bool = False) -> None:
    with time_machine.travel(NOW, tick=False):
        asking = _asking(draw(seed))
        for asked in every_filter(asking.drawn):
            expected = asking.expected(asked)
            lines = expected.lines()
            _same(asked, _counted(asking.file("dashboard_figures_csv", asked)), _shown(lines, asked))
            _same(asked, on_screen(asking.page(asked)), screen(lines, asked))
            if len(asked) < 2:  # the rows behind a combination are chosen by the same words
                rows = second_count.read(asking.file("dashboard_rows_csv", asked))
                assert rows == [fact.row for fact in expected.here], asked
            if with_workbooks:
                _same_in_a_workbook(asking, asked, lines)
        _same_hours(asking)


def _same(asked: dict[str, Any], seen: dict[Any, Any], expected: dict[Any, Any]) -> None:
    """Says which number differs, seen and expected."""
    keys = seen.keys() | expected.keys()
    differing = {key: (seen.get(key), expected.get(key)) for key in keys if seen.get(key) != expected.get(key)}
    assert not differing, f"{asked}: {differing}"


def _asking(drawn: Drawn) -> Asking:
    client = Client()
    client.force_login(cast.hanna(language="en"))
    asking = Asking(client, drawn)
    rows = second_count.read(asking.file("dashboard_rows_csv", {"period": "all"}))
    now = second_count.micros(NOW.isoformat())
    assert now is not None
    asking.facts = [Fact(row, now) for row in rows]
    assert len(asking.facts) > 250
    return asking


def _year_up_to(last: str) -> list[str]:
    year, month = map(int, last.split("-"))
    months = [year * 12 + month - 1 - back for back in range(12)]
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months]


def _counted(content: bytes) -> Lines:
    return _lines(second_count.read(content))


def _lines(rows: list[dict[str, str]]) -> Lines:
    return {(r["section"], r["group"], r["figure"]): (r["value"], r["note"]) for r in rows if r["section"] in COUNTED}


def _shown(lines: Lines, asked: dict[str, Any]) -> Lines:
    """Of one stage only its own row, and no row of talks where there are none, and no answers about any."""
    left_out = {stage for stage in second_count.STAGES if asked.get("stage", stage) != stage}
    if lines["stage", "talk", "people"][0] == lines["stage", "talk", "useful_of"][0] == "0":
        left_out.add("talk")
    return {key: value for key, value in lines.items() if key[0] != "stage" or key[1] not in left_out}


Screen = dict[tuple[str, str], list[str]]


def screen(lines: Lines, asked: dict[str, Any]) -> Screen:
    """The tables of the page, in the words of a reader in English."""
    shown, found = _shown(lines, asked), Screen()
    for stage in [key[1] for key in shown if key[0] == "stage" and key[2] == "people"]:
        of = {figure: value for (_section, group, figure), value in shown.items() if group == stage}
        found["stages", CALLED[stage]] = [
            _kept(of),
            _spread(of["median_hours"]),
            _spread(of["p90_hours"]),
            _answers(of, "useful"),
        ]
        speeds = (_speed(of, name) for name in ("in_a_day", "in_a_week", "later", "not_yet"))
        found["speed", CALLED[stage]] = [of["people"][0], *speeds]
        if stage != "talk":
            percent, whole = of["other_reason_percent"][0], of["other_reason_of"][0]
            found["other-reason", CALLED[stage]] = [f"{percent}% of {whole}" if percent else f"too few {whole}"]
    for label in {key[1] for key in shown if key[0] == "guide"}:
        of = {
            figure: value for (section, group, figure), value in shown.items() if (section, group) == ("guide", label)
        }
        said = [_answers(of, figure) for figure in ("not_useful_with", "not_useful_without")]
        found["notes", str(subject_of(label).title)] = [of["people"][0], of["sentence_stayed"][0], *said]
    return found


def _kept(of: dict[str, tuple[str, str]]) -> str:
    percent, whole = of["on_time_percent"][0], of["on_time_of"][0]
    return f"{percent}% {of['on_time'][0]} of {whole}" if percent else f"{whole} too few"


def _answers(of: dict[str, tuple[str, str]], name: str) -> str:
    percent, whole = of[f"{name}_percent"][0], of[f"{name}_of"][0]
    if whole == "0":
        return "no answers yet"
    return f"{percent}% {of[name][0]} of {whole}" if percent else f"{whole} too few"


def _speed(of: dict[str, tuple[str, str]], name: str) -> str:
    return f"{of[name + '_percent'][0]}% {of[name][0]}" if of[name][0] else "too few"


def _spread(found: tuple[str, str]) -> str:
    value, note = found
    if not value:
        return "too few"
    days, rest = divmod(int(value), 24)
    words = _hours(int(value)) if int(value) < 48 else f"{days} days" + (f" and {_hours(rest)}" if rest else "")
    return f"at least {words}" if note else words


def _hours(count: int) -> str:
    return f"{count} hour" if count == 1 else f"{count} hours"


def on_screen(page: str) -> Screen:
    found = Screen()
    for table, head, cells in _rows(page):
        if table == "stages":
            found[table, head] = [_without_people(cell) for cell in cells[1:]]
        elif table == "speed":
            found[table, head] = cells
        elif table == "other-reason":
            found[table, head] = [re.sub(r"% \d+ of", "% of", cells[0])]
        elif table == "notes":
            found[table, head] = [_without_people(cell) for cell in cells]
    return found


def _without_people(cell: str) -> str:
    return re.sub(r"(people|person) too few for a share", "too few", cell)


def _rows(page: str) -> Iterator[tuple[str, str, list[str]]]:
    """(id of the table, first words of the row, its cells)."""
    for table, inside in re.findall(r'<table[^>]* id="([\w-]+)">(.*?)</table>', page, re.DOTALL):
        for row in re.findall(r"<tr>(.*?)</tr>", inside.partition("<tbody>")[2], re.DOTALL):
            head = re.search(r"<th[^>]*>(.*?)(<small>.*)?</th>", row, re.DOTALL)
            assert head
            yield table, _text(head[1]), [_text(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\xa0", " ").split())


def _same_in_a_workbook(asking: Asking, asked: dict[str, Any], lines: Lines) -> None:
    _same(asked, _lines(_sheet(asking.file("dashboard_figures_xlsx", asked))), _shown(lines, asked))
    if asked.get("period") == "all":  # the longest ones; the others are read as CSV
        told = _sheet(asking.file("dashboard_rows_xlsx", asked))
        rows = [{name: value.removeprefix("'") for name, value in f.row.items()} for f in asking.expected(asked).here]
        assert told == rows, asked  # a cell that is text by kind needs no apostrophe


def _sheet(content: bytes) -> list[dict[str, str]]:
    book = load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    words = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return [named(dict(zip(map(str, header), row, strict=True))) for row in words]


def _same_hours(asking: Asking) -> None:
    expected = hours_by_colleague(second_count.read(asking.file("dashboard_work", {})))
    rows = second_count.read(asking.file("dashboard_figures_csv", {}))
    minutes = [int(row["value"]) for row in rows if (row["section"], row["figure"]) == ("hours", "calling")]
    calls = [int(row["value"]) for row in rows if (row["section"], row["figure"]) == ("hours", "calls")]
    assert minutes == sorted(minutes)
    assert sorted(zip(minutes, calls, strict=True)) == expected  # who is as busy as another stands in any order
