"""The promise of a talk follows the moment that the candidate chose or gave up in the spreekuur."""

from datetime import datetime

from candidates.actions.agreed_talks import free_agreed
from candidates.models import Deadline, Organisation, Rejection
from candidates.queries.prepared import Given, Prepared
from candidates.rules.notices import Watch, late_from

OWED_TALK = Prepared(lambda: Deadline.objects.select_for_update().open().to_talk().filter(rejection=Given("rejection")))


def talk_chosen_for(
    rejection: Rejection, moment: datetime | None, *, organisation: Organisation, at: datetime
) -> Deadline | None:
    """Until the close of the chosen day the talk is not late; None: chosen no more. Nothing when no talk is owed.

    In a transaction of the caller. The due moment itself stays.
    """
    owed = OWED_TALK.first(rejection=rejection.pk)
    if owed is None or owed.agreed_for == moment:
        return owed
    free_agreed(owed)
    owed.agreed_for = moment
    watch = Watch(due_at=owed.due_at, remind_at=owed.remind_at, agreed_for=moment)
    to_come = [m for m in (owed.remind_at, late_from(watch, organisation.calendar())) if m and m > at]
    owed.ring_at = min(to_come, default=at)
    owed.save(update_fields=["agreed_for", "ring_at"])
    return owed
