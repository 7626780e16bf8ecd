"""Standard texts name what differs per letter between braces: {first_name}. Nothing is ever sent with a hole in it."""

import re
from collections.abc import Mapping

KNOWN = ("first_name", "vacancy", "organisation", "recruiter")
BRACED = re.compile(r"\{([^{}]*)\}")


class UnknownPlaceholder(ValueError):
    """Carries what stands between the braces."""


class EmptyPlaceholder(ValueError):
    """Carries the name of what is not known for this letter."""


def unknown(text: str) -> list[str]:
    """What a standard text asks for and nobody can fill in; a brace without its partner counts too."""
    strange = [match.group() for match in BRACED.finditer(text) if match.group(1) not in KNOWN]
    return strange + re.findall(r"[{}]", BRACED.sub("", text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """What is filled in stays as it is: braces in a name are only braces."""
    strange = unknown(text)
    if strange:
        raise UnknownPlaceholder(strange[0])

    def value(match: re.Match[str]) -> str:
        found = values.get(match.group(1), "").strip()
        if not found:
            raise EmptyPlaceholder(match.group(1))
        return found

    return BRACED.sub(value, text)
