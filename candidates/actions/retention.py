"""The day until which a rejection is kept moves with the reasons there are; rules/retention says how."""

from datetime import date

from candidates.models import Organisation, Rejection
from candidates.rules.retention import Case, KeepWhy, Terms, keep


def keep_for_talk(rejection: Rejection, *, talk_on: date | None, organisation: Organisation) -> Rejection:
    """A talk was booked for this day (or a place on its waiting list), or given up: None. Of a locked rejection.

    Another reason that lasts longer stays what it is; a talk that is given up leaves the term there was without it.
    """
    if rejection.keep_until is None or (talk_on is None and rejection.keep_why != KeepWhy.TALK):
        return rejection
    vacancy_closed_on = rejection.vacancy.closed_on if rejection.keep_why == KeepWhy.TALK else None
    decided_on = rejection.decided_at.astimezone(organisation.zone_info).date()
    case = Case(decided_on=decided_on, vacancy_closed_on=vacancy_closed_on, talk_on=talk_on)
    kept = keep(case, Terms(after_procedure=organisation.retention_days))
    if rejection.keep_why != KeepWhy.TALK and kept.until <= rejection.keep_until:
        return rejection
    rejection.keep_until, rejection.keep_why = kept.until, kept.why
    rejection.save(update_fields=["keep_until", "keep_why"])
    return rejection
