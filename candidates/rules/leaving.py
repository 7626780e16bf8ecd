"""When an approved mail leaves: late enough to be taken back, early enough to keep the promise."""

from datetime import datetime, timedelta

MARGIN = timedelta(minutes=1)  # the post needs a moment: a mail is in time when the mail server took it


def leaves_at(*, at: datetime, recall: timedelta, due_at: datetime | None) -> datetime:
    """After the time to take it back, which is shorter when the due moment is near: waiting never makes a mail late."""
    wanted = at + recall
    if due_at is None or due_at <= at:
        return wanted
    return max(at, min(wanted, due_at - MARGIN))


def planned_for(moment: datetime, *, at: datetime, due_at: datetime | None) -> datetime:
    """A moment that somebody chose, at most the due moment itself: then a little earlier."""
    return moment if due_at is None else max(at, min(moment, due_at - MARGIN))
