"""The open work of today: some of it late, some due within the hour, some planned. Logged as a recruiter would."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from candidates.actions.calls import Said, log_attempt
from candidates.actions.rejections import Decision, log_rejection
from candidates.models import CallOutcome, Organisation, Rejection, User, Vacancy
from candidates.rules.stages import Stage
from candidates.rules.workdays import Calendar, at_local, local, previous_working_day
from feedback_portal.demo.hospital import Hospital
from feedback_portal.demo.names import ascii_of
from feedback_portal.demo.points import POINTS

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Desk:
    """Whose decisions these are, and when it is now."""

    hospital: Hospital
    calendar: Calendar
    now: datetime

    def vacancy(self, title: str) -> Vacancy:
        return next(vacancy for vacancy in self.hospital.vacancies if vacancy.title.startswith(title))

    def days_ago(self, count: int) -> datetime:
        """Late in the morning of a working day before today; never in the future."""
        day = local(self.now, self.calendar).date()
        for _back in range(count):
            day = previous_working_day(day, self.calendar)
        return min(at_local(day, self.calendar.opens, self.calendar) + 95 * MINUTE, self.now - 12 * MINUTE)

    def log(self, name: str, stage: Stage, title: str, *, decided_at: datetime, by: User | None = None) -> Rejection:
        first, _space, last = name.partition(" ")
        decision = Decision(
            stage=stage,
            vacancy=self.vacancy(title),
            name=name,
            email=f"{ascii_of(first)}.{ascii_of(last)}@example.org",
            phone="" if stage is Stage.CV_SCREENING else "+31612345678",
            decided_at=decided_at,
        )
        return log_rejection(decision, by=by or self.hospital.nadia, at=min(decided_at + 3 * MINUTE, self.now))


def write_open_work(hospital: Hospital, *, now: datetime) -> None:
    desk = Desk(hospital, Organisation.objects.current().calendar(), now)
    _nadias_calls(desk)
    _nadias_mails(desk)
    _nadias_talks(desk)
    _colleagues(desk)


def _nadias_calls(desk: Desk) -> None:
    sanne = desk.log("Sanne Vermeulen", Stage.INTERVIEW, "Verpleegkundig specialist", decided_at=desk.days_ago(3))
    for moment in (desk.days_ago(2) + 5 * HOUR, desk.days_ago(1) + HOUR):
        _tried(sanne, CallOutcome.NO_ANSWER, at=moment)
    desk.log("Femke Postma", Stage.INTERVIEW, "Planner", decided_at=desk.days_ago(2))
    desk.log("Emre Yıldız", Stage.INTERVIEW, "Teamleider", decided_at=desk.days_ago(1))
    desk.log("Daniëlle Bakker", Stage.INTERVIEW, "Planner", decided_at=desk.days_ago(0))


def _nadias_mails(desk: Desk) -> None:
    now = desk.now
    desk.log("Tom Hendriks", Stage.CV_SCREENING, "Medewerker klantcontact", decided_at=now - 23 * HOUR - 12 * MINUTE)
    desk.log("Youssef El Amrani", Stage.CV_SCREENING, "Projectleider", decided_at=now - 20 * HOUR - 52 * MINUTE)
    desk.log("Priya Ramdin", Stage.CV_SCREENING, "Financieel adviseur", decided_at=now - 3 * HOUR)


def _nadias_talks(desk: Desk) -> None:
    lotte = desk.log("Lotte van Dijk", Stage.LATE_STAGE, "Data-analist", decided_at=desk.days_ago(3))
    _tried(lotte, CallOutcome.REACHED, at=max(desk.days_ago(2), lotte.logged_at))
    kofi = desk.log("Kofi Mensah", Stage.LATE_STAGE, "Data-analist", decided_at=desk.days_ago(1))
    _tried(kofi, CallOutcome.REACHED, at=kofi.logged_at)


def _colleagues(desk: Desk) -> None:
    bram, marit = desk.hospital.recruiters[1:3]
    desk.log("Noor Huisman", Stage.CV_SCREENING, "Doktersassistent", decided_at=desk.now - 26 * HOUR, by=bram)
    desk.log("Ruben Schouten", Stage.INTERVIEW, "Verpleegkundige", decided_at=desk.days_ago(2), by=bram)
    desk.log("Samira Haddou", Stage.CV_SCREENING, "Beheerder", decided_at=desk.now - 7 * HOUR, by=marit)
    desk.log("Gijs Blom", Stage.LATE_STAGE, "Fysiotherapeut", decided_at=desk.days_ago(1), by=marit)


def _tried(rejection: Rejection, outcome: CallOutcome, *, at: datetime) -> None:
    said = Said(*POINTS[1]) if outcome == CallOutcome.REACHED else Said()
    minutes = 6 if outcome == CallOutcome.REACHED else None
    log_attempt(rejection, outcome=outcome, said=said, minutes=minutes, by=rejection.recruiter, at=at)
