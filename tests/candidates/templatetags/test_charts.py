"""Charts say in markup what the table beside them says in numbers."""

import re
from datetime import date

import pytest
from django.utils import translation

from candidates.rules.figure_words import hours_words, minutes_words, within_words
from candidates.rules.figures import Share, Within, month_after
from candidates.templatetags.charts import bar, hour_dots, trend

MONTHS = [month_after(date(2025, 12, 1), place) for place in range(12)]


def test_a_bar_is_as_long_as_its_share_and_nothing_leaves_a_trace() -> None:
    assert 'class="bar" width="94%"' in bar(94, others=95)
    assert 'x1="95%"' in bar(94, others=95)
    assert 'class="bar" width="0.6%"' in bar(0)
    assert "others" not in bar(50)


def test_a_month_without_enough_people_is_a_gap() -> None:
    values = [None, 90, 92, None, 95, *[97] * 7]
    drawn = trend(list(zip(MONTHS, values, strict=True)), 95, "Lijn")
    assert drawn.count('class="dot') == 10
    assert drawn.count('class="trend"') == 8
    assert re.findall(r'<text class="mid strong"[^>]*>(\d+)%</text>', drawn) == ["97"]


@pytest.mark.parametrize("values", [[None] * 12, [0] * 12, [100] * 12, [3, *[None] * 11]])
def test_a_line_stays_within_its_frame(values: list[int | None]) -> None:
    drawn = trend(list(zip(MONTHS, values, strict=True)), 95, "Lijn")
    assert all(0 <= float(y) <= 206 for y in re.findall(r' (?:cy|y|y1|y2)="([\d.]+)"', drawn))


def test_a_label_is_text_and_not_markup() -> None:
    assert "&lt;b&gt;" in trend([(MONTHS[0], 50)], 95, "<b>")


def test_dots_that_would_lie_on_each_other_stand_on_each_other() -> None:
    drawn = hour_dots([3.0, 3.1, 9.0], "Punten", (9.0, 9.9))
    assert re.findall(r'class="dot last" cx="[^"]+" cy="(\d+)"', drawn) == ["70", "53", "70"]
    with translation.override("nl"):
        assert "9 tot 9,9 uur" in hour_dots([3.0], "Punten", (9.0, 9.9))


def test_hours_in_words() -> None:
    with translation.override("nl"):
        said = [hours_words(hours) for hours in (0, 1, 24, 47, 48, 49, 170)]
        assert said == ["0 uur", "1 uur", "24 uur", "47 uur", "2 dagen", "2 dagen en 1 uur", "7 dagen en 2 uur"]
        assert within_words(Within(74, at_least=True)) == "minstens 3 dagen en 2 uur"
        assert (minutes_words(1), minutes_words(119), minutes_words(150)) == ("1 minuut", "119 minuten", "2 uur")


def test_a_share_is_rounded_down_and_hidden_for_a_few() -> None:
    assert [Share(part, whole).percent for part, whole in ((999, 1000), (5, 5), (4, 4), (0, 5), (0, 0))] == [
        99,
        100,
        None,
        0,
        None,
    ]
