import pytest

from candidates.rules.phones import grouped


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+31612345678", "06 12 34 56 78"),
        ("+31880000000", "088 000 00 00"),
        ("+31201234567", "020 123 45 67"),
        ("0612345678", "06 12 34 56 78"),
        ("+3225551234", "+32 2 555 12 34"),
        ("12", "12"),
        ("no number", "no number"),
        ("", ""),
    ],
)
def test_a_number_is_grouped_as_a_dutch_reader_does(number: str, words: str) -> None:
    assert grouped(number).replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_number_does_not_break_over_two_lines() -> None:
    assert " " not in grouped("+31612345678")
