"""What has to be done now and then, so that nothing grows for ever and nothing runs out."""

from datetime import datetime

from django.contrib.sessions.models import Session

from candidates.actions import closed_days
from candidates.actions.imports import forget_old_imports
from candidates.actions.limits import empty_old_buckets
from candidates.models import Organisation


def keep_house(now: datetime) -> str:
    organisation = Organisation.objects.current()
    days = 0
    if organisation.set_up_at is not None:
        days = closed_days.seed(closed_days.years_around(now.astimezone(organisation.zone_info).date()))
    buckets = empty_old_buckets(at=now)
    sessions, _rows = Session.objects.filter(expire_date__lt=now).delete()
    rows = forget_old_imports(now)
    return f"closed days {days}, buckets {buckets}, sessions {sessions}, imported rows {rows}"
