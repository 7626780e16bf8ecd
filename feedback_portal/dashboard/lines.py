"""The figures of the page as lines of a file: what, of whom, which figure, its value. The very same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise as Words

from candidates.figures.promises import Counts, Spread
from candidates.rules.figures import Share, Within
from feedback_portal.dashboard.file_words import AT_LEAST, FIGURES, SECTIONS, TOO_FEW, group_words
from feedback_portal.dashboard.page import Dashboard
from feedback_portal.dashboard.stages import SPEEDS, phoned

HEADER = ("section", "group", "figure", "value", "note")
WORK = ("people", "overdue", "open")  # counts of work are always shown
VERDICTS = ("on_time", "late", "never")


@dataclass(frozen=True)
class Line:
    section: str
    group: str
    figure: str
    value: int | float | str | None
    note: Words | str = ""

    def cells(self) -> tuple[int | float | str | None, ...]:
        """In words."""
        section, figure = str(SECTIONS[self.section]), str(FIGURES[self.figure])
        return (section, group_words(self.section, self.group), figure, self.value, str(self.note))


def lines(page: Dashboard, *, narrowed_to: str) -> Iterator[Line]:
    yield from _asked(page, narrowed_to)
    yield from _counts("all", "tell", page.told)
    for row in page.stages:
        yield from _counts("stage", row.key, row.counts)
        yield from _spread(row.key, row.spread)
        if row.kind == "tell":
            yield from _share("stage", row.key, "other_reason", row.counts.without_reason)
        yield from _answers("stage", row.key, "useful", row.useful)
    yield from _channels(page)
    for month, counts in page.months:
        yield Line("month", f"{month:%Y-%m}", "people", counts.people)
        yield from _share("month", f"{month:%Y-%m}", "on_time", counts.kept)
    yield from _funnels(page)
    yield from _now(page)


def _asked(page: Dashboard, narrowed_to: str) -> Iterator[Line]:
    asked = page.asked
    yield Line("asked", "period", "first_month", "" if asked.period.is_all else f"{asked.period.first:%Y-%m}")
    yield Line("asked", "period", "last_month", f"{asked.period.last:%Y-%m}")
    yield Line("asked", "filter", "narrowed_to", narrowed_to)
    yield Line("asked", "goal", "percent", page.organisation.goal_percent)


def _counts(section: str, group: str, counts: Counts) -> Iterator[Line]:
    for name in WORK:
        yield Line(section, group, name, getattr(counts, name))
    for name in VERDICTS:
        yield _part(section, group, name, Share(getattr(counts, name), counts.judged))
    yield from _share(section, group, "on_time", counts.kept)
    for name in SPEEDS:
        yield _part(section, group, name, counts.share(name))
        yield _percent(section, group, name, counts.share(name))


def _share(section: str, group: str, figure: str, share: Share) -> Iterator[Line]:
    """The whole always, the percentage only where it is not about a few people."""
    yield Line(section, group, f"{figure}_of", share.whole)
    yield _percent(section, group, figure, share)


def _answers(section: str, group: str, figure: str, share: Share) -> Iterator[Line]:
    yield _part(section, group, figure, share)
    yield from _share(section, group, figure, share)


def _part(section: str, group: str, figure: str, share: Share) -> Line:
    """What became of a few people says who they are."""
    return Line(section, group, figure, share.part if share.is_shown else None, "" if share.is_shown else TOO_FEW)


def _percent(section: str, group: str, figure: str, share: Share) -> Line:
    return Line(section, group, f"{figure}_percent", share.percent, "" if share.is_shown else TOO_FEW)


def _spread(group: str, spread: Spread) -> Iterator[Line]:
    for name, found in (("median", spread.median), ("p90", spread.p90)):
        yield Line("stage", group, f"{name}_hours", found.hours if found else None, _note(found))


def _note(found: Within | None) -> Words | str:
    return TOO_FEW if found is None else AT_LEAST if found.at_least else ""


def _channels(page: Dashboard) -> Iterator[Line]:
    for channel in ("mail", "call"):
        counts = page.figures.channel(channel)
        yield Line("channel", channel, "told", counts.told)
        yield from _share("channel", channel, "on_time", counts.kept)
    yield from _share("channel", "call", "phoned_after_interview", phoned(page.figures))


def _funnels(page: Dashboard) -> Iterator[Line]:
    for group, funnel in (("cohort", page.funnels.cohort), ("ever", page.funnels.ever)):
        for name, people in vars(funnel).items():
            yield Line("spreekuur", group, name, people)


def _now(page: Dashboard) -> Iterator[Line]:
    yield Line("now", "tell", "overdue", page.overdue.count)
    yield Line("now", "tell", "silence", page.silent)
    for again in page.reopened:
        yield Line("reopened", f"{again.stage} / {again.reason}", "decisions", again.count)
    for note in page.notes:
        yield Line("guide", note.label, "people", note.count)
        yield Line("guide", note.label, "sentence_stayed", note.overruled)
        yield from _answers("guide", note.label, "not_useful_with", note.not_useful_with)
        yield from _answers("guide", note.label, "not_useful_without", note.not_useful_without)
    for place, row in enumerate(page.hours, start=1):
        for name in ("talking", "talks", "calling", "calls"):
            yield Line("hours", str(place), name, getattr(row, name))
    for channel, count in page.week.due.items():
        yield Line("week", channel, "due", count)
    yield Line("week", "all", "work_minutes", page.week.work_minutes)
    yield Line("week", "all", "free_minutes", page.week.free_minutes)
    for beside in page.beside:
        yield _percent("beside", beside.line.id, "ours", beside.ours)
        yield Line("beside", beside.line.id, "theirs_percent", beside.line.percent)
