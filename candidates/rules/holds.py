"""How long HR may keep somebody's data for a complaint or a dispute: no further than a year from today."""

from datetime import date


def latest_end(today: date) -> date:
    """The same day next year; of 29 February the last day of that month."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return date(today.year + 1, 2, 28)


def may_end(until: date, today: date) -> bool:
    return today <= until <= latest_end(today)
