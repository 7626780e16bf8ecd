"""The waiting list: until when somebody may take a freed moment, and when there is no time left to ask."""

from datetime import datetime, timedelta

from spreekuur.rules.terms import DAY, Terms, cut_off, local_day, on

TIME_TO_ANSWER = timedelta(hours=2)  # less than this before the cut-off, a freed moment is simply free


def offer_until(now: datetime, starts_at: datetime, terms: Terms) -> datetime | None:
    """12:00 (a setting) the next day, never past the cut-off; None when nobody can be asked any more."""
    end = cut_off(starts_at, terms)
    if end - now < TIME_TO_ANSWER:
        return None
    return min(on(local_day(now, terms) + DAY, terms.offer_until, terms), end)
