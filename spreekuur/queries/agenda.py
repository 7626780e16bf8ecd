"""The talks of a recruiter, and of a day."""

from datetime import datetime, timedelta

from candidates.models import User
from spreekuur.models import Booking

LOOK_BACK = timedelta(days=60)
ABOUT = ("slot__day", "slot__recruiter", "rejection__candidate")


def talks_for_calendar(recruiter: User, *, now: datetime) -> list[Booking]:
    """Those that are booked, or were held not long ago. What is cancelled is not there, and so leaves the calendar."""
    talks = Booking.objects.taking_their_slot().of(recruiter).filter(slot__starts_at__gt=now - LOOK_BACK)
    return list(talks.select_related(*ABOUT).order_by("slot__starts_at", "pk"))
