"""The monthly report: last month's figures as a mail to each HR manager who wants it. Once, however often it rings."""

from datetime import date, datetime
from typing import Any

from candidates.figures.asked import Asked
from candidates.letters.writing import StaffDraft, write_staff_letters
from candidates.models import Letter, Organisation, User
from candidates.rules.figures import Share
from candidates.rules.periods import LAST_MONTH, period
from feedback_portal.dashboard.page import Dashboard

KIND = "figures_report"


def report_last_month(now: datetime) -> int:
    """How many mails were written. From the first morning of a month on; who was away then gets it at the next ring."""
    organisation = Organisation.objects.current()
    here = now.astimezone(organisation.zone_info)
    month = period(LAST_MONTH, here.date())
    if not _is_time(organisation, month.first, now=now):
        return 0
    readers = _without_report(month.first)
    if not readers:
        return 0
    params = figures_in_numbers(Dashboard(Asked(month), organisation, now))
    drafts = [StaffDraft(key=_key(month.first, reader), kind=KIND, user=reader, params=params) for reader in readers]
    return len(write_staff_letters(drafts, at=now))


def figures_in_numbers(page: Dashboard) -> dict[str, Any]:
    """Numbers only: the words come when it is posted, in the reader's language."""
    return {
        "month": f"{page.asked.period.first:%Y-%m}",
        "people": page.told.people,
        "kept": _numbers(page.told.kept),
        "before": page.before.kept.percent if page.before else None,
        "goal": page.organisation.goal_percent,
        "stages": [
            {"stage": row.key, "people": row.counts.people, "kept": _numbers(row.counts.kept)} for row in page.stages
        ],
        "overdue": page.overdue.count,
        "silent": page.silent,
        "reopened": sum(again.count for again in page.reopened),
    }


def _numbers(share: Share) -> dict[str, int | None]:
    return {"part": share.part if share.is_shown else None, "whole": share.whole, "percent": share.percent}


def _is_time(organisation: Organisation, month: date, *, now: datetime) -> bool:
    """Not about a month before the house was open, and not in the night."""
    if organisation.set_up_at is None:
        return False
    zone = organisation.zone_info
    opened = organisation.set_up_at.astimezone(zone).date().replace(day=1)
    here = now.astimezone(zone)
    return opened <= month and (here.day > 1 or here.time() >= organisation.digest_time)


def _without_report(month: date) -> list[User]:
    wanting = list(User.objects.hr_managers().filter(monthly_report=True).order_by("pk"))
    keys = {_key(month, reader): reader for reader in wanting}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return [reader for key, reader in keys.items() if key not in written]


def _key(month: date, reader: User) -> str:
    return f"{KIND}/{month:%Y-%m}/{reader.pk}"
