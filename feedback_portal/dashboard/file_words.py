"""Columns, sections and figures of the files, in the language of whoever takes them along. An id without words of its
own (a month, a number) is shown as it is. What stands in the rows behind them: `row_words`."""

from collections.abc import Iterable

from django.utils.functional import Promise as Words
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.rules.benchmarks import BENCHMARKS
from candidates.rules.figures import LEAST
from candidates.rules.guide_words import subject_of
from candidates.rules.reasons import reason_label
from candidates.rules.stages import STAGE_LABELS, Stage

TALK = _("Talk of fifteen minutes")
AT_LEAST, TOO_FEW = _("at least"), format_lazy(_("fewer than {count}"), count=LEAST)

COLUMNS: dict[str, Words] = {
    "section": _("Section"),
    "group": _("Of whom"),
    "figure": _("Figure"),
    "value": _("Value"),
    "note": _("Note"),
    "promise": _("Promise"),
    "rejection": _("Rejection"),
    "department": _("Department"),
    "vacancy": _("Vacancy"),
    "stage": _("Stage"),
    "colleague": _("Colleague"),
    "reason": _("Reason"),
    "decided_at": _("Decided at"),
    "due_at": _("Due at"),
    "agreed_for": _("Talk agreed for"),
    "told_at": _("Told at"),
    "told_by": _("Told by"),
    "owed_by": _("Promised way"),
    "stopped_at": _("Stopped at"),
    "stopped_why": _("Stopped because"),
    "taken_back_at": _("Taken back at"),
    "reopened_at": _("Reopened at"),
    "silence_at": _("Silent too long from"),
    "guide_notes": _("Notes of the guide"),
    "sentences_stayed": _("Notes overruled"),
    "useful_feedback": _("Feedback found useful"),
    "useful_talk": _("Talk found useful"),
    "zone": _("Time zone"),
    "close_of_day": _("Close of day"),
    "at": _("Moment"),
    "work": _("Work"),
    "outcome": _("Outcome"),
    "minutes": _("Minutes"),
    "preparation_minutes": _("Minutes of preparation"),
}
SECTIONS: dict[str, Words] = {
    "asked": _("Asked for"),
    "all": _("All decisions"),
    "stage": _("Per stage"),
    "channel": _("By mail or telephone"),
    "month": _("Per month"),
    "spreekuur": _("Spreekuur"),
    "now": _("Now"),
    "reopened": _("Reopened"),
    "guide": _("Writing guide"),
    "hours": _("Hours this year"),
    "week": _("This week"),
    "beside": _("Beside others"),
}
GROUPS: dict[str, Words] = {
    "period": _("Period"),
    "filter": _("Filter"),
    "goal": _("Goal"),
    "tell": _("Telling the decision"),
    "mail": _("Mail"),
    "call": _("Telephone call"),
    "talk": TALK,
    "cohort": _("Turned down in this period"),
    "ever": _("Since the start"),
    "all": _("All"),
    **{stage.value: STAGE_LABELS[stage] for stage in Stage},
    **{line.id: line.label for line in BENCHMARKS},
}
FIGURES: dict[str, Words] = {
    "first_month": _("First month"),
    "last_month": _("Last month"),
    "narrowed_to": _("Narrowed to"),
    "percent": _("Percent"),
    "people": _("People"),
    "overdue": _("Waiting too long"),
    "open": _("Waiting, still in time"),
    "on_time": _("Told in time"),
    "late": _("Told too late"),
    "never": _("Never told"),
    "on_time_of": _("Told in time: of how many"),
    "on_time_percent": _("Told in time: percent"),
    "in_a_day": _("Told within 24 hours"),
    "in_a_day_percent": _("Told within 24 hours: percent"),
    "in_a_week": _("Told after a day, within a week"),
    "in_a_week_percent": _("Told after a day, within a week: percent"),
    "later": _("Told after more than a week"),
    "later_percent": _("Told after more than a week: percent"),
    "not_yet": _("Not told yet"),
    "not_yet_percent": _("Not told yet: percent"),
    "median_hours": _("Half within so many hours (median)"),
    "p90_hours": _("90 of 100 within so many hours (P90)"),
    "other_reason_of": _("Another reason: of how many"),
    "other_reason_percent": _("Another reason: percent"),
    "useful": _("Found it useful"),
    "useful_of": _("Found it useful: of how many answers"),
    "useful_percent": _("Found it useful: percent"),
    "not_useful_with": _("Not useful, with this note"),
    "not_useful_with_of": _("Not useful, with this note: of how many answers"),
    "not_useful_with_percent": _("Not useful, with this note: percent"),
    "not_useful_without": _("Not useful, without it"),
    "not_useful_without_of": _("Not useful, without it: of how many answers"),
    "not_useful_without_percent": _("Not useful, without it: percent"),
    "told": _("Told"),
    "phoned_after_interview_of": _("Phoned after an interview: of how many"),
    "phoned_after_interview_percent": _("Phoned after an interview: percent"),
    "invited": _("Invited"),
    "booked": _("Talk booked"),
    "came": _("Came"),
    "advice": _("The talk gave advice"),
    "other_vacancy": _("The talk led to another vacancy"),
    "talent_pool": _("The talk led to the talent pool"),
    "no_show": _("Did not come"),
    "reopened": _("Reopened after the talk"),
    "hired": _("Hired"),
    "silence": _("Turned down, and never heard anything"),
    "decisions": _("Decisions"),
    "sentence_stayed": _("Sentence stayed"),
    "talking": _("Minutes of spreekuur, with preparation"),
    "talks": _("Talks"),
    "calling": _("Minutes of calls"),
    "calls": _("Calls"),
    "due": _("Due until Sunday"),
    "work_minutes": _("Minutes of work"),
    "free_minutes": _("Free minutes of office time"),
    "ours_percent": _("Ours: percent"),
    "theirs_percent": _("Others: percent"),
}


def header(columns: Iterable[str]) -> list[str]:
    return [str(COLUMNS[name]) for name in columns]


def group_words(section: str, group: str) -> str:
    if section == "guide":
        return str(subject_of(group).title)
    if section == "reopened":
        stage, _line, reason = group.partition(" / ")
        return f"{GROUPS[stage]} / {reason_label(reason) or gettext('no reason given')}"
    return str(GROUPS.get(group, group))
