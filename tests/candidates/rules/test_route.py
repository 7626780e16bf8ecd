import pytest

from candidates.rules.route import may_choose_writing, may_write
from candidates.rules.stages import Channel


@pytest.mark.parametrize(
    ("attempts", "no_more_calls", "may"),
    [(0, False, False), (1, False, False), (2, False, True), (5, False, True), (0, True, True)],
)
def test_writing_is_for_who_was_not_reached_or_wants_no_calls(attempts: int, no_more_calls: bool, may: bool) -> None:
    assert may_choose_writing(attempts=attempts, no_more_calls=no_more_calls) == may


@pytest.mark.parametrize(
    ("channel", "told", "chose_writing", "may"),
    [
        (Channel.MAIL, False, False, True),
        (Channel.CALL, False, False, False),
        (Channel.CALL, False, True, True),
        (Channel.CALL, True, False, True),
        (Channel.TALK, False, False, False),
    ],
)
def test_a_call_comes_first_unless_somebody_chose_to_write_and_said_why(
    channel: Channel, told: bool, chose_writing: bool, may: bool
) -> None:
    assert may_write(channel, is_told=told, chose_writing=chose_writing) == may
