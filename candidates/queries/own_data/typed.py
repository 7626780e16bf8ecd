"""What stood on a page beside the points: what was chosen there by number gets its name."""

from collections.abc import Iterator, Mapping, Sequence

from candidates.models import Feedback, Requirement, User

LONGEST = 9  # digits of a number that can be a key


def typed_on(feedbacks: Sequence[Feedback]) -> list[dict[str, str]]:
    requirements = Requirement.objects.filter(pk__in=_numbers(feedbacks, "requirement"))
    known: Mapping[str, Mapping[int, str]] = {
        "requirement": {row.pk: row.text for row in requirements},
        "owner": {row.pk: row.name for row in User.objects.filter(pk__in=_numbers(feedbacks, "owner"))},
    }
    return [
        {name: _named(known.get(_plain(name), {}), value) for name, value in row.typed.items()} for row in feedbacks
    ]


def _numbers(feedbacks: Sequence[Feedback], what: str) -> set[int]:
    return {int(value) for name, value in _all(feedbacks) if _plain(name) == what and _is_number(value)}


def _all(feedbacks: Sequence[Feedback]) -> Iterator[tuple[str, str]]:
    for row in feedbacks:
        yield from row.typed.items()


def _plain(name: str) -> str:
    """An answer to the writing guide carries the key of its note before its name."""
    return name.rpartition("-")[2]


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST


def _named(known: Mapping[int, str], value: str) -> str:
    return known.get(int(value), value) if known and _is_number(value) else value
