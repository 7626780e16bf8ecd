"""A spreadsheet shows what stands in a cell; it never computes it."""

import pytest

from candidates.papers.cells import inert

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", "＝", "＋", "－", "＠", " =", "  +", "\N{NO-BREAK SPACE}@")
ENDS = ("1+1", 'HYPERLINK("http://x";"y")', "cmd|'/c calc'!A0", "SUM(A1:A9)", "0", "IMPORTXML(1)", "31612345678", "")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("start", STARTS)
def test_what_could_be_a_formula_gets_an_apostrophe(start: str, end: str) -> None:
    assert inert(start + end) == f"'{start}{end}"


@pytest.mark.parametrize("text", ["", "Daniëlle Bakker", "06 12345678", "d@x.nl", "1-2-2026", "a=b", "'s-Gravenhage"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text
