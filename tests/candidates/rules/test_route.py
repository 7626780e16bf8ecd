import pytest

from candidates.rules.route import may_write
from candidates.rules.stages import Channel


@pytest.mark.parametrize(
    ("channel", "told", "attempts", "no_more_calls", "may"),
    [
        (Channel.MAIL, False, 0, False, True),
        (Channel.CALL, False, 0, False, False),
        (Channel.CALL, False, 1, False, False),
        (Channel.CALL, False, 2, False, True),
        (Channel.CALL, True, 0, False, True),
        (Channel.CALL, False, 0, True, True),
        (Channel.TALK, False, 0, False, False),
    ],
)
def test_a_call_comes_first_unless_it_does_not_work(
    channel: Channel, told: bool, attempts: int, no_more_calls: bool, may: bool
) -> None:
    assert may_write(channel, is_told=told, attempts=attempts, no_more_calls=no_more_calls) == may
