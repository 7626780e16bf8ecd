"""By the clock: who is kept for no reason any more is forgotten, and a week before that somebody is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

import structlog
from django.db import InterfaceError, transaction

from candidates.actions.consent_clock import end_consents_that_are_over
from candidates.actions.retention import keep_as_long_as_needed, keep_for_answer
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import Organisation, Rejection, User
from candidates.queries.retention import is_answer_owed, soon_forgotten, without_reason
from candidates.rules.retention import NOTICE, KeepWhy, is_over
from feedback_portal.actions.forgetting import IsHeld, forget, lock_person

AT_ONCE = 500  # the next ring goes on, ten minutes later
log = structlog.get_logger()


def watch_terms(now: datetime) -> str:
    organisation = Organisation.objects.current()
    today = now.astimezone(organisation.zone_info).date()
    end_consents_that_are_over(today=today, organisation=organisation, at=now)
    forgotten = forget_what_is_over(organisation, today=today, at=now)
    told = announce(today=today, at=now)
    return f"forgotten {forgotten}, announced {told}"


def forget_what_is_over(organisation: Organisation, *, today: date, at: datetime) -> int:
    """Each in a transaction of its own: what cannot be forgotten now holds up nobody else."""
    return sum(_tried(rejection, organisation, today=today, at=at) for rejection in without_reason(today)[:AT_ONCE])


def _tried(rejection: Rejection, organisation: Organisation, *, today: date, at: datetime) -> bool:
    try:
        return _forget_one(rejection, organisation, today=today, at=at)
    except (MailIsLeaving, IsHeld):
        _later(rejection, at=at)
    except InterfaceError:  # the database is away: so is the next one
        raise
    except Exception:
        log.exception("somebody whose term is over cannot be forgotten", row=rejection.pk)
        _later(rejection, at=at)
    return False


def _later(rejection: Rejection, *, at: datetime) -> None:
    """However many these are, the others go first at the next ring."""
    Rejection.objects.filter(pk=rejection.pk).update(forget_tried_at=at)


@transaction.atomic
def _forget_one(rejection: Rejection, organisation: Organisation, *, today: date, at: datetime) -> bool:
    """The facts are looked at once more, with the rows locked: a talk may have been booked this minute, or
    a hold placed."""
    lock_person(rejection.candidate_id, at=at)
    rows = Rejection.objects.kept().select_for_update(of=("self",), no_key=True).select_related("vacancy", "candidate")
    row = rows.filter(pk=rejection.pk).first()
    if row is None:
        return False
    row = keep_as_long_as_needed(row, organisation=organisation)
    if row.keep_until and is_over(row.keep_until, today) and is_answer_owed(row):
        row = keep_for_answer(row, organisation=organisation)
    if row.keep_until is None or not is_over(row.keep_until, today):
        return False
    forget(row, why=row.keep_why, by=None, at=at)
    return True


def announce(*, today: date, at: datetime) -> int:
    """The recruiter once for each rejection; HR managers once for each that will be forgotten unanswered. No names:
    the mail leads to the list. Answers how many mails were written."""
    with transaction.atomic():
        soon = list(soon_forgotten(today, today + NOTICE).select_for_update(of=("self",), skip_locked=True))
        owed = [row for row in soon if is_answer_owed(row)]
        plain = [row for row in soon if row.announced_on is None and row not in owed]
        unanswered = [row for row in owed if _ends_unanswered(row) and row.hr_told_on is None]
        letters = write_staff_letters([*_to_recruiters(plain, today), *_to_hr(unanswered, today)], at=at)
        _noted(plain, announced_on=today)
        _noted(unanswered, hr_told_on=today)
    return len(letters)


def _ends_unanswered(row: Rejection) -> bool:
    """What is held beyond its term gets no second one when the hold ends."""
    return row.keep_why == KeepWhy.OWED or row.held_until is not None  # type: ignore[attr-defined]  # by its query


def _to_recruiters(rejections: Iterable[Rejection], today: date) -> list[StaffDraft]:
    theirs: dict[User, list[Rejection]] = defaultdict(list)
    for rejection in rejections:
        theirs[rejection.recruiter].append(rejection)
    return [_draft("forget_soon", user, rows, today) for user, rows in theirs.items() if user.is_active]


def _to_hr(rejections: list[Rejection], today: date) -> list[StaffDraft]:
    managers = User.objects.hr_managers().order_by("pk") if rejections else []
    return [_draft("forget_unanswered", manager, rejections, today) for manager in managers]


def _draft(kind: str, user: User, rows: list[Rejection], today: date) -> StaffDraft:
    first = min(row.ends_on for row in rows)  # type: ignore[attr-defined]  # by its query
    params = {"count": len(rows), "first": first.isoformat()}
    return StaffDraft(key=f"{kind}/{user.pk}/{today}/{rows[0].pk}", kind=kind, user=user, params=params)


def _noted(rejections: Iterable[Rejection], **fields: date) -> None:
    Rejection.objects.filter(pk__in=[rejection.pk for rejection in rejections]).update(**fields)
