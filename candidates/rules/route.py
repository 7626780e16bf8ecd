"""Whether a mail may tell a decision. After a conversation the way is a call; writing is for who was not reached."""

from candidates.rules.stages import Channel

ATTEMPTS_BEFORE_WRITING = 2


def may_choose_writing(*, attempts: int, no_more_calls: bool) -> bool:
    """`attempts` are calls that reached nobody. Choosing it asks for a reason, which is kept."""
    return no_more_calls or attempts >= ATTEMPTS_BEFORE_WRITING


def may_write(channel: Channel, *, is_told: bool, chose_writing: bool) -> bool:
    """Who was told by phone may get the three points by mail as well."""
    return channel is Channel.MAIL or is_told or chose_writing
