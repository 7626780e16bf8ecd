"""All figures of one question, each asked of the database once, when something shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from candidates.figures.asked import Asked
from candidates.figures.opinions import Opinions, opinions
from candidates.figures.promises import Counts, PromiseFigures, promise_figures
from candidates.figures.reopened import Reopened, reopened
from candidates.figures.waiting import Overdue, Waiting, overdue, waiting
from candidates.figures.week import Week, end_of_week, week
from candidates.models import Organisation
from candidates.rules.deadlines import Policy
from candidates.rules.figures import EXPECTED_MINUTES, OTHER_NOTICE, Share, month_after
from candidates.rules.stages import Channel
from feedback_portal.dashboard.beside import Beside, beside_others
from feedback_portal.dashboard.notes import NoteRow, note_rows
from feedback_portal.dashboard.spreekuur import Step, Work, steps
from feedback_portal.dashboard.stages import StageRow, phoned, stage_rows
from feedback_portal.dashboard.words import days_words, headline, trend_words
from spreekuur.figures.funnel import Funnels, funnels
from spreekuur.figures.hours import Hours, article_so_far, hours_spent


@dataclass(frozen=True)
class Dashboard:
    asked: Asked
    organisation: Organisation
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return self.organisation.zone_info

    @cached_property
    def figures(self) -> PromiseFigures:
        return promise_figures(self.asked, now=self.now)

    @cached_property
    def policy(self) -> Policy:
        return self.organisation.policy()

    @cached_property
    def told(self) -> Counts:
        return self.figures.told()

    @property
    def promised(self) -> int:
        """How many promises the numbers of the page count."""
        return self.told.people + self.figures.talks().people

    @property
    def days(self) -> str:
        return days_words(self.asked.period, now=self.now, zone=self.zone)

    @property
    def headline(self) -> str:
        return headline(self.told.kept)

    @property
    def month_before(self) -> date:
        return month_after(self.asked.period.last, -1)

    @cached_property
    def before(self) -> Counts | None:
        """The month before, to lay beside this one."""
        return self.figures.by_month.get(self.month_before) if self.asked.period.is_one_month else None

    @cached_property
    def stages(self) -> list[StageRow]:
        return stage_rows(self.figures, self.opinions, self.asked, self.policy)

    @property
    def months(self) -> list[tuple[date, Counts]]:
        return list(self.figures.by_month.items())

    @property
    def trend(self) -> list[tuple[date, int | None]]:
        return [(month, counts.kept.percent) for month, counts in self.months]

    @property
    def trend_words(self) -> str:
        return trend_words(self.trend, goal=self.organisation.goal_percent)

    @property
    def called(self) -> int:
        return self.figures.channel(Channel.CALL).told

    @property
    def mailed(self) -> int:
        return self.figures.channel(Channel.MAIL).told

    @property
    def phoned(self) -> Share:
        return phoned(self.figures)

    @cached_property
    def overdue(self) -> Overdue:
        return overdue(self.asked, now=self.now)

    @cached_property
    def waiting(self) -> Waiting:
        return waiting(self.asked, now=self.now, until=end_of_week(self.policy.calendar, now=self.now))

    @property
    def silent(self) -> int:
        return self.waiting.silent

    @cached_property
    def week(self) -> Week:
        return week(self.waiting.due, self.policy.calendar, person=self.asked.person, now=self.now)

    @property
    def expected(self) -> dict[str, int]:
        return EXPECTED_MINUTES

    @cached_property
    def reopened(self) -> list[Reopened]:
        return reopened(self.asked, now=self.now)

    @cached_property
    def notes(self) -> list[NoteRow]:
        return note_rows(self.opinions)

    @cached_property
    def opinions(self) -> Opinions:
        return opinions(self.asked, now=self.now)

    @cached_property
    def hours(self) -> list[Hours]:
        return hours_spent(self.asked.person, now=self.now, zone=self.zone)

    @property
    def work(self) -> Work:
        return Work(self.hours, article_so_far(self.now, self.zone))

    @cached_property
    def funnels(self) -> Funnels:
        before = self.figures.mailed_before
        return funnels(self.asked, mailed=self.mailed, mailed_before=before, now=self.now)

    @property
    def steps(self) -> list[Step]:
        return steps(self.funnels)

    @property
    def beside(self) -> list[Beside]:
        return beside_others(self.figures, off=self.organisation.benchmarks_off)

    @property
    def too_many_others(self) -> bool:
        """The list of reasons does not fit the work when so many choose none of it."""
        percent = self.told.without_reason.percent
        return percent is not None and percent >= OTHER_NOTICE
