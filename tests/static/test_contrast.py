"""Every pair of text and ground in the tokens, light and dark: 4.5:1 for text, 3:1 for marks and controls."""

import re

import pytest
from django.conf import settings

TOKENS = settings.BASE_DIR / "static" / "feedback_portal"
THEMES = {"light": ["tokens.css"], "dark": ["tokens.css", "tokens-dark.css"]}
GROUNDS = ("wall", "paper")
WASHES = ("blue-wash", "late-wash", "soon-wash", "plan-wash", "done-wash")
STATES = ("late", "soon", "plan", "done")
TEXT = [
    *((text, ground) for ground in GROUNDS for text in ("ink", "ink-soft", "link", *STATES)),
    *(("ink", ground) for ground in ("recess", "highlight", *WASHES)),
    *(("ink-soft", ground) for ground in ("recess", *WASHES)),
    *((state, f"{state}-wash") for state in STATES),
    *(("link", ground) for ground in ("blue-wash", "recess")),
    *(("on-blue", ground) for ground in ("blue", "blue-deep")),
    *((text, "field") for text in ("on-field", "on-field-soft", "yellow")),
    ("on-yellow", "yellow"),
]
MARKS = [
    *(("line-firm", ground) for ground in (*GROUNDS, "recess")),
    *(("blue", ground) for ground in (*GROUNDS, "recess")),
    *(("ink", ground) for ground in GROUNDS),
    *((mark, "field") for mark in ("yellow", "on-field-soft")),
]


def tokens(theme: str) -> dict[str, str]:
    sheets = "".join((TOKENS / name).read_text(encoding="utf-8") for name in THEMES[theme])
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheets))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "needed"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_everything_can_be_read(theme: str, pairs: list[tuple[str, str]], needed: float) -> None:
    found = tokens(theme)
    too_low = {f"{a} on {b}": round(contrast(found[a], found[b]), 2) for a, b in pairs}
    assert {pair: ratio for pair, ratio in too_low.items() if ratio < needed} == {}


def test_the_measure_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
