"""What the demo of the spreekuur is written with: people who were told, and their appointments."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from candidates.actions.links import link_for
from candidates.actions.rejections import Decision, log_rejection
from candidates.models import Organisation, Rejection, User, Vacancy
from candidates.rules.stages import Stage
from candidates.rules.workdays import local, previous_working_day
from feedback_portal.demo.hospital import Hospital
from feedback_portal.demo.names import ascii_of
from spreekuur.actions.bookings import book
from spreekuur.actions.holding import Who
from spreekuur.models import Slot
from spreekuur.rules.talks import Wishes

PLACE = "Kamer 1.12, naast de balie"


@dataclass(frozen=True)
class Room:
    hospital: Hospital
    organisation: Organisation
    now: datetime

    def vacancy(self, title: str) -> Vacancy:
        return next(vacancy for vacancy in self.hospital.vacancies if vacancy.title.startswith(title))

    def told(self, name: str, title: str, *, by: User, reason: str = "", seen: str = "") -> Rejection:
        """Somebody who was told by mail two working days ago, with the link in it."""
        calendar = self.organisation.calendar()
        on = previous_working_day(previous_working_day(local(self.now, calendar).date(), calendar), calendar)
        decided_at = datetime.combine(on, time(10, 20), tzinfo=calendar.zone)
        first, _space, last = name.partition(" ")
        decision = Decision(
            stage=Stage.CV_SCREENING,
            vacancy=self.vacancy(title),
            name=name,
            email=f"{ascii_of(first)}.{ascii_of(last)}@example.org",
            phone="+31612345678",
            decided_at=decided_at,
            told_at=decided_at + timedelta(hours=5),
            reason=reason,
            reason_details=seen,
        )
        return log_rejection(decision, by=by, at=decided_at + timedelta(minutes=4))

    def who(self, about: Rejection) -> Who:
        return Who(self.organisation, link=link_for(about, at=self.now))

    def book(self, about: Rejection, slot: Slot, wishes: Wishes) -> None:
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"demo/{about.pk}")
        book(about, slot=slot.pk, wishes=wishes, key=key, who=self.who(about), at=self.now)
