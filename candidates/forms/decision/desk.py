from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from candidates.models import User
from candidates.rules.deadlines import Policy


@dataclass(frozen=True)
class Desk:
    """Who types, when, and what the organisation promises at that moment."""

    user: User
    now: datetime
    policy: Policy
    backdate: timedelta = timedelta(hours=24)

    @property
    def zone(self) -> ZoneInfo:
        return self.policy.calendar.zone
