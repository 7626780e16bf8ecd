"""Was it useful? Asked by mail some days after somebody was told, and after a talk that was held; once more at most.

The mail of the talk needs both floors. What it asks stands on the candidate's own page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import OperationalError, transaction

from candidates.actions.links import link_for
from candidates.letters.own_letters import OwnLetter, write_own_letter
from candidates.models import About, Letter, Organisation, Rejection
from candidates.queries.questions import (
    Since,
    last_asked_at,
    may_be_asked,
    talked_since,
    told_since,
    unanswered_since,
)
from candidates.rules.letter_kinds import LetterKind
from candidates.rules.notices import next_office_moment
from candidates.rules.opinions import ask_from, may_ask
from candidates.rules.workdays import Calendar
from spreekuur.queries.questions import talks_since

BATCH = 200
log = structlog.get_logger()


@dataclass(frozen=True)
class Asked:
    questions: int = 0
    reminders: int = 0

    def __str__(self) -> str:
        return f"{self.questions} asked, {self.reminders} reminded"


def ask_useful(now: datetime) -> Asked:
    """What is due now. Nothing where the organisation does not ask, nor outside its office hours."""
    organisation = Organisation.objects.current()
    if organisation.set_up_at is None or not organisation.asks_useful:
        return Asked()
    calendar = organisation.calendar()
    if next_office_moment(now, calendar) > now:
        return Asked()
    sweep = Sweep(organisation, calendar, now)
    talks = [*talks_since(now, most=BATCH), *talked_since(now, most=BATCH)]
    first = sweep.ask(told_since(now, most=BATCH), About.FEEDBACK, 1) + sweep.ask(talks, About.TALK, 1)
    again = sum(sweep.ask(unanswered_since(now, about, most=BATCH), about, 2) for about in About)
    return Asked(first, again)


@dataclass(frozen=True)
class Sweep:
    organisation: Organisation
    calendar: Calendar
    now: datetime

    def ask(self, since: Since, about: About, number: int) -> int:
        """Each in a transaction of its own: one that cannot be written holds up nobody."""
        return sum(self._tried(pk, about, number) for pk in self._due(since))

    def _due(self, since: Since) -> Iterator[int]:
        for pk, moment in since:
            if may_ask(moment, now=self.now, calendar=self.calendar):
                yield pk

    def _tried(self, pk: int, about: About, number: int) -> bool:
        try:
            return self._written(pk, about, number) is not None
        except OperationalError:  # the database is away: so is the next one
            raise
        except Exception:
            log.exception("a question to a candidate cannot be written", row=pk)
            return False

    @transaction.atomic
    def _written(self, pk: int, about: About, number: int) -> Letter | None:
        """The rejection is locked: two sweeps at once, or an answer that comes in, are seen here."""
        people = Rejection.objects.kept().select_related("candidate", "recruiter", "vacancy")
        rejection = people.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if rejection is None:
            return None
        key = f"useful/{pk}/{about}/{number}"
        if not may_be_asked(rejection, about, now=self.now) or Letter.objects.filter(key=key).exists():
            return None
        before = last_asked_at(rejection)
        if before is not None and ask_from(before, self.calendar) > self.now:
            return None
        link = link_for(rejection, at=self.now)
        mail = OwnLetter(rejection, link, self.organisation).useful(about)
        return write_own_letter(mail, key=key, kind=LetterKind.USEFUL, rejection=rejection, link=link, at=self.now)
