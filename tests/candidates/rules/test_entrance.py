"""A link that opens once, for a while, for one purpose: signed words and a moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.rules.entrance import INVITATION, RESET, Entrance, opens, token_for

NOW = datetime(2026, 11, 24, 9, 12, 30, 500_000, tzinfo=UTC)
KEY = "a key of at least forty characters, for a test"
TOKEN = token_for(RESET, "nadia", key=KEY, at=NOW)


def judged(
    token: str = TOKEN, *, door: Entrance = RESET, words: str = "nadia", key: str = KEY, after: timedelta = timedelta(0)
) -> bool:
    return opens(door, token, words, keys=[key], now=NOW + after)


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        (timedelta(0), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(days=1, seconds=1), False),
        (-timedelta(minutes=1), False),  # a link from the future was made by nobody
    ],
)
def test_it_opens_for_its_term(after: timedelta, answer: bool) -> None:
    assert judged(after=after) is answer


def test_the_term_is_that_of_the_purpose_and_purposes_do_not_mix() -> None:
    invitation = token_for(INVITATION, "nadia", key=KEY, at=NOW)
    assert judged(invitation, door=INVITATION, after=timedelta(days=6, hours=23))
    assert not judged(invitation, door=RESET)


def test_other_words_or_another_key_open_nothing() -> None:
    assert not judged(words="nadia with a new password")
    assert not judged(key=KEY[::-1])


def test_a_key_that_was_renewed_still_counts_beside_the_new_one() -> None:
    assert opens(RESET, TOKEN, "nadia", keys=["a new key, also forty characters long enough", KEY], now=NOW)


def test_the_same_moment_gives_the_same_link_in_every_zone() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=2)))
    assert token_for(RESET, "nadia", key=KEY, at=elsewhere) == TOKEN
    assert opens(RESET, TOKEN, "nadia", keys=[KEY], now=elsewhere)


@given(st.text(max_size=80))
def test_nothing_invented_opens(token: str) -> None:
    assert not judged(token)


@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="ascii"))
def test_one_other_letter_opens_nothing(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert judged(changed) is (changed == TOKEN)
