import pytest
from django.utils import translation

from candidates.rules.processors import BadLine, Processor, processors_in, read_processors

MAIL = Processor("Postbode BV", "bezorgt onze mail", "Nederland")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("\n  \n", []),
        ("Postbode BV; bezorgt onze mail; Nederland", [MAIL]),
        ("  Postbode   BV ;bezorgt onze mail;Nederland  \r\n\r\n", [MAIL]),
        ("Postbode BV; bezorgt onze mail", [BadLine(1, ("Postbode BV", "bezorgt onze mail"))]),
        ("a; b; c; d", [BadLine(1, ("a", "b", "c", "d"))]),
        (
            "Postbode BV; bezorgt onze mail; Nederland\n\n; hosting; België",
            [MAIL, BadLine(3, ("", "hosting", "België"))],
        ),
        (";;", []),
    ],
)
def test_a_processor_is_a_line_of_three_parts(text: str, read: list[Processor | BadLine]) -> None:
    assert read_processors(text) == read
    assert processors_in(text) == [line for line in read if isinstance(line, Processor)]


def test_what_is_written_can_be_read_again() -> None:
    assert processors_in(str(MAIL)) == [MAIL]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("alleen een naam", "Regel 2: schrijf naam; waarvoor; land"),
        ("; hosting; België", "Regel 2: vul de naam in"),
        ("Wolk BV; ; België", "Regel 2: vul in wat ze voor je doen"),
        ("Wolk BV; hosting;", "Regel 2: vul het land in"),
    ],
)
def test_a_bad_line_says_what_is_missing(line: str, said: str) -> None:
    (bad,) = (found for found in read_processors(f"\n{line}") if isinstance(found, BadLine))
    with translation.override("nl"):
        assert bad.in_words == said
