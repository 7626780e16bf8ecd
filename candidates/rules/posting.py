"""How patient the post is."""

from datetime import datetime, timedelta

LEASE = timedelta(seconds=120)  # longer than every step of a conversation with the mail server together
ROUND = timedelta(seconds=45)  # one ring posts no longer than this
PAUSE_WHEN_UNREACHABLE = timedelta(seconds=30)
MOST_TRIES = 8
GIVE_UP_AFTER = timedelta(hours=72)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60))


def wait_after(tries: int) -> timedelta:
    """A server that said "not now" is asked again soon at first, then less and less often."""
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]


def is_hopeless(tries: int, *, planned_at: datetime, now: datetime) -> bool:
    return tries > MOST_TRIES or now - planned_at > GIVE_UP_AFTER
