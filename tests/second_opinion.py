"""A second opinion on due moments, for the tests to compare with: another way of counting, no line of the rules.

Everything is a whole number. A moment is its seconds since 1970; a day is its number since 1 January 1970 (a Thursday);
working days are one sorted list, in which the second after is two places on. Easter is Gauss's, summer time the
European rule (last Sundays of March and October, 1:00 UTC), so neither the holidays nor the zone data are asked.
"""

from bisect import bisect_right
from calendar import timegm
from functools import cache

DAY = 86400
HOUR = 3600
WINTER, SUMMER = HOUR, 2 * HOUR  # ahead of UTC, in Amsterdam
GOOD_FRIDAY, LIBERATION = "Goede vrijdag", "Bevrijdingsdag"


@cache
def day_number(year: int, month: int, day: int) -> int:
    return timegm((year, month, day, 0, 0, 0)) // DAY


def day_of_week(number: int) -> int:
    """Monday is 1, Sunday is 7."""
    return (number + 3) % 7 + 1


def easter(year: int) -> int:
    """Gauss, with the constants of 1900 to 2099."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    shift = d + e
    if (d, e) == (29, 6) or (d == 28 and e == 6 and a > 10):
        shift -= 7
    return day_number(year, 3, 22) + shift


def named_days(year: int) -> list[tuple[str, int]]:
    """What an organisation in the Netherlands may close for; which of them it does is up to the caller."""
    sunday, kings_day = easter(year), day_number(year, 4, 27)
    return [
        ("Nieuwjaarsdag", day_number(year, 1, 1)),
        (GOOD_FRIDAY, sunday - 2),
        ("Tweede paasdag", sunday + 1),
        ("Koningsdag", kings_day - (day_of_week(kings_day) == 7)),
        (LIBERATION, day_number(year, 5, 5)),
        ("Hemelvaartsdag", sunday + 39),
        ("Tweede pinksterdag", sunday + 50),
        ("Eerste kerstdag", day_number(year, 12, 25)),
        ("Tweede kerstdag", day_number(year, 12, 26)),
    ]


def closed_by_default(years: range) -> set[int]:
    return {
        number
        for year in years
        for name, number in named_days(year)
        if name != GOOD_FRIDAY and (name != LIBERATION or year % 5 == 0)
    }


@cache
def last_sunday(year: int, month: int) -> int:
    """Of a month of 31 days."""
    last = day_number(year, month, 31)
    return last - day_of_week(last) % 7


def year_of(moment: int) -> int:
    year = 1970 + moment // (366 * DAY)
    while day_number(year + 1, 1, 1) * DAY <= moment:
        year += 1
    return year


def ahead(moment: int) -> int:
    """How far the clock in Amsterdam is ahead of UTC."""
    year = year_of(moment)
    begins, ends = last_sunday(year, 3) * DAY + HOUR, last_sunday(year, 10) * DAY + HOUR
    return SUMMER if begins <= moment < ends else WINTER


def on_the_wall(number: int, seconds: int) -> int:
    """The moment at which the clock of that day shows this; the first when it does so twice."""
    shown = number * DAY + seconds
    found = [shown - offset for offset in (SUMMER, WINTER) if ahead(shown - offset) == offset]
    return found[0] if found else shown - WINTER  # a skipped hour moves on


def working_days(closed: set[int], years: range) -> list[int]:
    first, last = day_number(years[0], 1, 1), day_number(years[-1], 12, 31)
    return [number for number in range(first, last + 1) if day_of_week(number) < 6 and number not in closed]


def hours_later(decided: int, hours: int, working: list[int] | None = None) -> int:
    """With working days: a moment on another day rolls on to the same time of the next of them."""
    due = decided + hours * HOUR
    if working is None:
        return due
    number, seconds = divmod(due + ahead(due), DAY)
    place = bisect_right(working, number)
    if place and working[place - 1] == number:
        return due
    return on_the_wall(working[place], seconds)


def working_days_later(decided: int, count: int, working: list[int], closes: int = 17 * HOUR) -> int:
    day_zero = (decided + ahead(decided)) // DAY
    return on_the_wall(working[bisect_right(working, day_zero) + count - 1], closes)
