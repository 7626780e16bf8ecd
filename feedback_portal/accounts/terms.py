"""How long a session lives: twelve hours at most, and an hour of silence when nobody asked to be remembered."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

AT_MOST = timedelta(hours=12)
SILENCE = timedelta(hours=1)
NOTE_EVERY = timedelta(minutes=5)  # a page view is noted at most this often
BEGAN, SEEN = "began_at", "seen_at"


def begin(session: SessionBase, *, now: datetime) -> None:
    session[BEGAN] = session[SEEN] = now.timestamp()


def is_over(session: SessionBase, *, now: datetime) -> bool:
    began, seen = (_moment(session.get(name), now) for name in (BEGAN, SEEN))
    silent = session.get_expire_at_browser_close() and now - seen > SILENCE
    return silent or now - began > AT_MOST


def note_sign_of_life(session: SessionBase, *, now: datetime) -> None:
    if now - _moment(session.get(SEEN), now) > NOTE_EVERY:
        session[SEEN] = now.timestamp()


def _moment(stamp: float | None, now: datetime) -> datetime:
    return datetime.fromtimestamp(stamp, tz=now.tzinfo) if stamp else now
