"""Which decisions of a file are here already: by reference, else by person, vacancy and minute."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from candidates.models import Candidate, Rejection
from candidates.rules.decision_files import title_key

Data = Mapping[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Match:
    """Why it is known (a code of rules.decision_words), and as which rejection or line."""

    code: str
    rejection: int | None = None
    line: int | None = None


@dataclass
class KnownDecisions:
    """Remembers decisions; a later one that agrees with an earlier one is found."""

    by_reference: dict[str, Match] = field(default_factory=dict)
    by_key: dict[Key, list[tuple[str, Match]]] = field(default_factory=dict)

    def find(self, data: Data) -> Match | None:
        """Two decisions that both have a reference, and not the same one, are two decisions."""
        reference = data["reference"]
        if reference and reference in self.by_reference:
            return self.by_reference[reference]
        alike = self.by_key.get(_key_of(data), [])
        return next((match for other, match in alike if not (reference and other)), None)

    def remember_line(self, data: Data, line: int) -> None:
        match = Match("same_line", line=line)
        self._remember(data["reference"], _key_of(data), match, match)

    def remember(self, pk: int, reference: str, key: Key) -> None:
        self._remember(reference, key, Match("reference", rejection=pk), Match("decision", rejection=pk))

    def _remember(self, reference: str, key: Key, by_reference: Match, by_key: Match) -> None:
        if reference:
            self.by_reference[reference] = by_reference
        self.by_key.setdefault(key, []).append((reference, by_key))


def known_decisions(rows: Iterable[Data]) -> KnownDecisions:
    """What is here already of these rows, whoever logged it, and also when it was taken back. At most four queries."""
    rows, known = list(rows), KnownDecisions()
    references = {row["reference"] for row in rows if row["reference"]}
    _remember_all(known, Rejection.objects.exclude(reference="").filter(reference__in=references))
    addresses = {row["email"] for row in rows if row["email"]}
    names = {title_key(row["name"]) for row in rows if not row["email"]}
    people = [*_of_addresses(addresses).values_list("pk", flat=True)]
    people += _without_address(names).values_list("pk", flat=True)
    _remember_all(known, Rejection.objects.filter(candidate__in=people))
    return known


def _of_addresses(addresses: set[str]) -> QuerySet[Candidate]:
    with_address = Candidate.objects.exclude(email="").alias(address=Lower("email"))
    return with_address.filter(address__in=addresses)


def _without_address(names: set[str]) -> QuerySet[Candidate]:
    return Candidate.objects.filter(email="").alias(lower_name=Lower("name")).filter(lower_name__in=names)


def _remember_all(known: KnownDecisions, rejections: QuerySet[Rejection]) -> None:
    people = ("candidate__email", "candidate__phone", "candidate__name")
    for pk, reference, decided_at, title, email, phone, name in rejections.values_list(
        "pk", "reference", "decided_at", "vacancy__title", *people
    ):
        known.remember(pk, reference, _key(email, str(phone or ""), name, title, decided_at))


def _key_of(data: Data) -> Key:
    decided_at = datetime.fromisoformat(data["decided_at"])
    return _key(data["email"], data["phone"], data["name"], data["vacancy"], decided_at)


def _key(email: str, phone: str, name: str, title: str, decided_at: datetime) -> Key:
    """To the minute: one program writes the seconds, another leaves them out."""
    who = email.lower() or f"{phone}/{title_key(name)}"
    return who, title_key(title), f"{decided_at.astimezone(UTC):%Y-%m-%d %H:%M}"
