"""What candidates are written about their talks, from rows: what is booked, moved, cancelled, near, offered or missed.

That it was written stands on the row, in the transaction that writes the letter: a worker that dies, or two at once,
write nothing twice and forget nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef

from candidates.models import Organisation
from spreekuur.actions.carrying import carry_over
from spreekuur.actions.offer_letters import after_no_show, offer
from spreekuur.actions.talk_letters import remind, tell
from spreekuur.models import Booking, Day, Offer, Talk, WaitingPlace

BATCH = 200
log = structlog.get_logger()
Act = Callable[[int, Organisation, datetime], bool]


@dataclass(frozen=True)
class Written:
    told: int
    reminded: int
    offered: int
    missed: int
    carried: int

    def __str__(self) -> str:
        talks = f"{self.told} told, {self.reminded} reminded, {self.missed} who did not come"
        return f"{talks}, {self.offered} offers, {self.carried} in another line"


def write_talk_letters(now: datetime) -> Written:
    organisation = Organisation.objects.current()
    if organisation.set_up_at is None:
        return Written(0, 0, 0, 0, 0)
    told = _each(Booking.objects.to_tell(), tell, organisation, now)
    _close_days(now)
    return Written(
        told=told,
        reminded=_each(Booking.objects.ringing(now), remind, organisation, now),
        offered=_each(Offer.objects.to_tell(), offer, organisation, now),
        missed=_each(Talk.objects.no_shows_to_offer(), after_no_show, organisation, now),
        carried=_each(WaitingPlace.objects.stranded(), carry_over, organisation, now),
    )


def _each(rows: Any, act: Act, organisation: Organisation, now: datetime) -> int:
    """Each in a transaction of its own: one that cannot be written is tried at a later ring, and holds up nobody."""
    return sum(_tried(act, pk, organisation, now) for pk in _in_turn(rows, act.__name__))


def _in_turn(rows: Any, what: str) -> list[int]:
    """All of them; when they are more than one ring takes, those behind the last that was tried, round and round.

    Where we were is only a bookmark: when it is lost we begin at the front.
    """
    bookmark = f"spreekuur/telling/{what}"
    waiting = rows.order_by("pk").values_list("pk", flat=True)
    first = list(waiting[: BATCH + 1])
    if len(first) <= BATCH:
        return first
    behind = list(waiting.filter(pk__gt=cache.get(bookmark, 0))[:BATCH])
    turn = behind + first[: BATCH - len(behind)]
    cache.set(bookmark, turn[-1], timeout=None)
    return turn


def _tried(act: Act, pk: int, organisation: Organisation, now: datetime) -> bool:
    try:
        return _in_one_go(act, pk, organisation, now)
    except OperationalError:  # the database is away: so is the next one
        raise
    except Exception:
        log.exception("a mail about a talk cannot be written", what=act.__name__, row=pk)
        return False


@transaction.atomic
def _in_one_go(act: Act, pk: int, organisation: Organisation, now: datetime) -> bool:
    return act(pk, organisation, now)


def _close_days(now: datetime) -> int:
    """A cancelled day is told when everybody who had a talk on it was."""
    untold = Booking.objects.to_tell().filter(slot__day=OuterRef("pk"))
    return Day.objects.to_tell().exclude(Exists(untold)).update(told_at=now)
