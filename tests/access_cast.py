"""One of everything that has an address of its own, of one recruiter: what the table of access is tried on."""

import mailbox
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import int_to_base36

from candidates.actions.consents import give_consent
from candidates.actions.data_requests import ask
from candidates.actions.follow_ups import make_follow_up
from candidates.actions.links import link_for
from candidates.letters import entrance
from candidates.models import (
    Asks,
    ClosedDay,
    FollowUpKind,
    ImportRun,
    ImportState,
    Letter,
    Link,
    Organisation,
    Rejection,
    Requirement,
    Role,
    User,
)
from candidates.rules.entrance import INVITATION, RESET
from candidates.rules.stages import Stage
from candidates.rules.tokens import token_of
from spreekuur.actions.feeds import feed_for
from spreekuur.actions.talks import Went, record_talk
from spreekuur.rules.talks import Outcome
from tests import cast, letter_cast, spreekuur_cast
from tests.decision_cast import logged

NOW = cast.NOW


@dataclass
class World:
    """What recruiter Nadia or Bram has. Addresses are found by how they begin."""

    owner: User
    mailbox: Path

    def __post_init__(self) -> None:
        name = self.owner.first_name
        self.rejection: Rejection = logged(
            by=self.owner,
            stage=Stage.INTERVIEW,
            talent_pool=True,
            name=f"Proef{name} van Dam",
            email=f"kandidaat.{name}@example.org".lower(),
        )
        self.requirement = Requirement.objects.create(vacancy=self.rejection.vacancy, text="Drie jaar ervaring")
        self.letter: Letter = letter_cast.to_candidate(self.rejection)
        self.follow_up = make_follow_up(
            self.rejection,
            kind=FollowUpKind.PROMISED,
            what="Bellen in januari",
            due_at=NOW + timedelta(days=7),
            owner=self.owner,
            by=self.owner,
            at=NOW,
        )
        self.link: Link = link_for(self.rejection, at=NOW)
        self.feed = feed_for(self.owner, at=NOW)
        self._talk()
        self._privacy()
        self.run = ImportRun.objects.create(user=self.owner, uploaded_at=NOW, state=ImportState.PREVIEW)
        self.colleague = cast.person(f"Collega{name}", Role.READ_ONLY, password=cast.PASSWORD)
        self.invited = cast.person(f"Genodigde{name}", invited_at=NOW)
        self.day = ClosedDay.objects.create(date=date(2026, 12, 28 if name == "Nadia" else 29), name="Brugdag")
        self.mail = mailbox.Maildir(self.mailbox, create=True).add(
            f"Message-ID: {self.letter.message_id}\nSubject: hallo\n\nhallo"
        )

    def _talk(self) -> None:
        """A day of their own with a talk to come, a free quarter, and a decision that is theirs to take anew."""
        day = spreekuur_cast.day(date(2026, 11, 26), self.owner)
        quarters = list(day.slots.in_order())
        self.free = quarters[-1]
        self.talk = spreekuur_cast.booked(self.rejection, quarters[0])
        address = f"heropend.{self.owner.first_name}@example.org".lower()
        other = logged(
            by=self.owner, stage=Stage.CV_SCREENING, name=f"Weer{self.owner.first_name} van Dam", email=address
        )
        held = spreekuur_cast.booked(other, quarters[1])
        went = Went(Outcome.REOPENED, wrong="Gemist in het cv", decider=self.owner, minutes=15)
        later = quarters[1].ends_at
        organisation = Organisation.objects.current()
        self.reopened = record_talk(held, went, by=self.owner, organisation=organisation, at=later).reopening

    def _privacy(self) -> None:
        """A complaint, which holds their data, and a place in the talent pool."""
        organisation, person = Organisation.objects.current(), self.rejection.candidate
        told = {"what": "Dit klopt niet", "rejection": self.rejection, "organisation": organisation}
        self.request = ask(person, asks=Asks.COMPLAINT, at=NOW, **told)
        self.hold = self.request.holds.get()
        give_consent(person, work="Zorg", organisation=organisation, at=NOW)

    def of(self, route: str, converters: tuple[str, ...]) -> dict[str, Any]:
        """What stands in the address of a page."""
        for beginning, values in self._known().items():
            if route.startswith(beginning):
                return {name: values[name] for name in converters}
        return {}

    def _known(self) -> dict[str, dict[str, str | int | UUID]]:
        return {
            "afwijzingen/": {"public_id": self.rejection.public_id},
            "brieven/": {"pk": self.letter.pk},
            "toezeggingen/": {"pk": self.follow_up.pk},
            "kandidaten/": {"pk": self.rejection.candidate_id},
            "gegevens/vraag/": {"public_id": self.request.public_id},
            "gegevens/vastgehouden/": {"pk": self.hold.pk},
            "talentpool/": {"pk": self.rejection.candidate_id},
            "vacatures/": {"pk": self.rejection.vacancy_id, "requirement_pk": self.requirement.pk},
            "mensen/": {"pk": self.colleague.pk},
            "organisatie/vrije-dagen/": {"pk": self.day.pk},
            "teksten/": {"stage": "cv-screening", "language": "nl", "name": "experience"},
            "import/": {"public_id": self.run.public_id},
            "spreekuur/dag/": {"pk": self.talk.slot.day_id},
            "spreekuur/moment/": {"pk": self.free.pk},
            "spreekuur/gesprek/": {"pk": self.talk.pk},
            "spreekuur/opnieuw/": {"public_id": self.reopened.rejection.public_id},
            "agenda/": {"token": token_of(bytes(self.feed.seed), settings.LINK_KEY)},
            "s/": {
                "public_id": self.link.public_id,
                "token": token_of(bytes(self.link.seed), settings.LINK_KEY),
                "about": "feedback",
                "asks": "klacht",
                "what": "vragen",
            },
            "^uitnodiging/": self._way_in(self.invited, INVITATION),
            "account/^password/reset/": self._way_in(self.colleague, RESET),
            "post/": {"key": self.mail},
        }

    @staticmethod
    def _way_in(user: User, door: Any) -> dict[str, str | int | UUID]:
        return {"uidb36": int_to_base36(user.pk), "key": entrance.token_for(door, user, at=NOW)}


@dataclass(frozen=True)
class Page:
    name: str
    route: str
    converters: tuple[str, ...]


def pages() -> dict[str, Page]:
    """Every address of the portal, by its name."""
    found = [
        Page(pattern.name or route, route, tuple(pattern.pattern.regex.groupindex))
        for route, pattern in _walk(get_resolver().url_patterns)
    ]
    return {page.name: page for page in found}


def _walk(patterns: Any, before: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _walk(pattern.url_patterns, route)
        else:
            found.append((route, pattern))
    return found
