"""The day until which a rejection is kept moves with the reasons there are; rules/retention says how."""

from collections.abc import Iterable
from datetime import date, datetime

from candidates.models import Candidate, Organisation, Rejection
from candidates.queries.retention import kept
from candidates.rules.retention import NOTICE, KeepWhy

MOVES = ["keep_until", "keep_why", "announced_on", "hr_told_on"]


def keep_for_talk(rejection: Rejection, *, talk_on: date | None, organisation: Organisation) -> Rejection:
    """A talk was booked for this day, or a place on its waiting list. Of a locked rejection. Another reason that lasts
    longer stays what it is."""
    rejection.talk_on = talk_on
    return _kept_anew(rejection, ["talk_on"], organisation=organisation)


def keep_after_talk_given_up(
    rejection: Rejection, *, talk_on: date | None, organisation: Organisation, at: datetime
) -> Rejection:
    """Leaves the term there was without that talk (`talk_on`: the day of an earlier one), but never without notice."""
    rejection.talk_on, rejection.keep_at_least = talk_on, _noticed(rejection, organisation=organisation, at=at)
    return _kept_anew(rejection, ["talk_on", "keep_at_least"], organisation=organisation)


def keep_after_new_decision(rejection: Rejection, *, decided_on: date, organisation: Organisation) -> Rejection:
    """A case that was reopened got its new decision on this day."""
    rejection.decided_anew_on = decided_on
    return _kept_anew(rejection, ["decided_anew_on"], organisation=organisation)


def keep_for_answer(rejection: Rejection, *, organisation: Organisation) -> Rejection:
    """The term is over, and an answer is still owed: a while longer, once."""
    rejection.keep_why = KeepWhy.OWED
    return keep_as_long_as_needed(rejection, organisation=organisation)


def keep_as_long_as_needed(rejection: Rejection, *, organisation: Organisation) -> Rejection:
    """Works the term out anew from the facts. Who was told about another day will be told again."""
    return _kept_anew(rejection, [], organisation=organisation)


def _kept_anew(rejection: Rejection, changed: list[str], *, organisation: Organisation) -> Rejection:
    """Written in one go with what changed the term."""
    term = kept(rejection, organisation=organisation)
    if (rejection.keep_until, rejection.keep_why) != (term.until, term.why):
        if rejection.keep_until is None or term.until > rejection.keep_until:
            rejection.announced_on = rejection.hr_told_on = None
        rejection.keep_until, rejection.keep_why = term.until, term.why
        changed = changed + MOVES
    if changed:
        rejection.save(update_fields=changed)
    return rejection


def keep_with_notice(rejections: Iterable[Rejection], *, organisation: Organisation, at: datetime) -> None:
    """In a transaction, after a reason fell away: who would be forgotten sooner stays for the days of the notice."""
    for rejection in rejections:
        rejection.keep_at_least = _noticed(rejection, organisation=organisation, at=at)
        _kept_anew(rejection, ["keep_at_least"], organisation=organisation)


def _noticed(rejection: Rejection, *, organisation: Organisation, at: datetime) -> date | None:
    """The days of the notice from now, and no longer than it was kept anyhow."""
    soon = at.astimezone(organisation.zone_info).date() + NOTICE
    return min(rejection.keep_until, soon) if rejection.keep_until else None


def keep_after_hold(candidate: Candidate, *, organisation: Organisation, at: datetime) -> None:
    """The hold is gone, and nobody was told by when: that begins now."""
    soon = at.astimezone(organisation.zone_info).date() + NOTICE
    over = Rejection.objects.kept().filter(candidate=candidate, keep_until__lt=soon)
    over.update(keep_at_least=soon)
    keep_person_as_long_as_needed(candidate, organisation=organisation)


def announce_anew(candidate: Candidate, *, until: date) -> None:
    """A hold keeps them longer than was said: it is said once more before its end."""
    sooner = Rejection.objects.kept().filter(candidate=candidate, keep_until__lt=until)
    sooner.update(announced_on=None, hr_told_on=None)


def keep_all_as_long_as_needed(rejections: Iterable[Rejection], *, organisation: Organisation) -> int:
    """In a transaction. Answers how many there were."""
    count = 0
    for rejection in rejections:
        keep_as_long_as_needed(rejection, organisation=organisation)
        count += 1
    return count


def keep_person_as_long_as_needed(candidate: Candidate, *, organisation: Organisation) -> int:
    """After a consent was given or ended, which counts for all rejections of this person."""
    theirs = Rejection.objects.kept().filter(candidate=candidate).select_related("vacancy")
    return keep_all_as_long_as_needed(theirs.order_by("pk").select_for_update(of=("self",)), organisation=organisation)
