"""A phone number as a Dutch reader groups it: 06 12 34 56 78, 088 000 00 00. Spaces do not break."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

NETHERLANDS = 31
SPACE = "\N{NO-BREAK SPACE}"


@lru_cache(maxsize=8)  # the organisation's own stands on every page
def grouped(number: str) -> str:
    """E.164 in, groups out; a foreign number keeps its country code. What is no number comes back as it is."""
    try:
        parsed = phonenumbers.parse(number, "NL")
    except NumberParseException:
        return number
    if parsed.country_code != NETHERLANDS:
        return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL).replace(" ", SPACE)
    area, *rest = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL).split()
    return SPACE.join([area, *_pairs("".join(rest))])


def _pairs(digits: str) -> list[str]:
    """In twos; of an odd number the first group has three."""
    first = 2 + len(digits) % 2
    groups = [digits[:first], *(digits[i : i + 2] for i in range(first, len(digits), 2))]
    return [group for group in groups if group]
