import io

import pytest

from candidates.management.lines import records


def read(text: str) -> list[tuple[int, list[str]]]:
    return list(records(io.StringIO(text, newline="")))


def test_each_record_knows_its_line() -> None:
    assert read("a,b\n\n  \r\nc,d") == [(1, ["a", "b"]), (4, ["c", "d"])]


def test_a_quoted_field_may_hold_commas_quotes_and_line_ends() -> None:
    assert read('a,"x, ""y""\nz"\nc,d\n') == [(1, ["a", 'x, "y"\nz']), (3, ["c", "d"])]


def test_a_stray_quote_costs_its_own_line_only() -> None:
    assert read('"a,b\nc,d\n"e,f\ng,h\n') == [(1, ["a,b\n"]), (2, ["c", "d"]), (3, ["e,f\n"]), (4, ["g", "h"])]


def test_a_quote_in_the_middle_of_quotes_is_read_as_it_stands() -> None:
    assert read('a,"he said "no" to it"\nc,d\n') == [(1, ["a", 'he said no" to it"']), (2, ["c", "d"])]


def test_a_quote_that_is_never_closed_costs_its_own_line_in_a_long_file_too() -> None:
    rest = [f"{number},x" for number in range(30_000)]

    found = read("\n".join(['"never', *rest]))

    assert found[0][0] == 1
    assert found[1:] == [(number + 2, [str(number), "x"]) for number in range(30_000)]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_nothing_holds_no_records(text: str) -> None:
    assert read(text) == []


def test_a_line_of_commas_or_a_lone_quote_is_no_blank_line() -> None:
    assert read(',,\n"\n') == [(1, ["", "", ""]), (2, ["\n"])]
