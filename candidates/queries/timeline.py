"""What happened to a rejection, in order: from its own rows, and from the history that the database keeps by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from candidates.models import Deadline, DeadlineKind, Handover, LetterState, Notice, NoticeKind, Rejection, User
from candidates.queries.history import Change, changes_of_person, changes_of_promise, changes_of_rejection
from candidates.rules.stages import CHANNEL_LABELS, Channel, EndedBy
from candidates.rules.words import full_moment


@dataclass(frozen=True, order=True)
class Moment:
    at: datetime
    rank: int  # of two things at the same moment
    words: str = field(compare=False)
    who: str = field(default="", compare=False)
    more: str = field(default="", compare=False)


def timeline(rejection: Rejection, *, now: datetime, zone: ZoneInfo) -> list[Moment]:
    """Oldest first, in a fixed number of queries."""
    promises = list(rejection.deadlines.order_by("due_at", "pk"))
    people = {user.pk: user.name for user in User.objects.all()}
    return sorted(
        [
            *_decided(rejection, promises, now=now, zone=zone),
            *_notices(rejection),
            *_handovers(rejection),
            *_follow_ups(rejection),
            *_letters(rejection),
            *_overrides(rejection),
            *_calls(rejection),
            *_kept(promises, people, now=now, zone=zone),
            *_taken_back(rejection, people),
            *_corrections(rejection, people),
        ]
    )


def _decided(rejection: Rejection, promises: list[Deadline], *, now: datetime, zone: ZoneInfo) -> Iterator[Moment]:
    withdrew = rejection.ended_by == EndedBy.CANDIDATE
    yield Moment(rejection.decided_at, 0, _("The candidate withdrew") if withdrew else _("The decision was taken"))
    logged = _("Logged, later than it was decided") if rejection.is_back_dated else _("Logged")
    if rejection.is_imported:
        logged = _("Brought in from a file")
    yield Moment(rejection.logged_at, 1, logged, rejection.recruiter.name)
    for promise in promises:
        words = {"what": CHANNEL_LABELS[Channel(promise.channel)], "moment": full_moment(promise.due_at, now, zone)}
        yield Moment(promise.created_at, 2, _("Promised: %(what)s, by %(moment)s") % words)


def _notices(rejection: Rejection) -> Iterator[Moment]:
    words = {
        NoticeKind.REMIND: _("Reminder to the recruiter"),
        NoticeKind.LATE: _("Too late: the recruiter was told"),
        NoticeKind.ESCALATE: _("Too late: HR was told"),
        NoticeKind.SILENCE: _("Alarm: nothing was heard for days"),
    }
    for notice in Notice.objects.filter(deadline__rejection=rejection):
        yield Moment(notice.made_at, 3, words.get(NoticeKind(notice.kind), notice.kind))


def _handovers(rejection: Rejection) -> Iterator[Moment]:
    moves = Handover.objects.filter(deadline__rejection=rejection).select_related("from_user", "to_user", "by")
    for move in moves:
        words = _("Handed over from %(from)s to %(to)s") % {"from": move.from_user.name, "to": move.to_user.name}
        yield Moment(move.at, 4, words, move.by.name, move.why)


def _follow_ups(rejection: Rejection) -> Iterator[Moment]:
    """What was promised besides, and what became of it."""
    for row in rejection.follow_ups.select_related("made_by", "done_by"):
        promised = row.what or str(row.get_kind_display())
        who = row.made_by.name if row.made_by else ""
        yield Moment(row.made_at, 4, _("Promised besides: %(what)s") % {"what": promised}, who)
        if row.late_told_at:
            yield Moment(row.late_told_at, 5, _("Too late: %(what)s") % {"what": promised})
        if row.done_at:
            yield Moment(
                row.done_at, 6, _("Done: %(what)s") % {"what": promised}, row.done_by.name if row.done_by else ""
            )
        if row.dropped_at:
            yield Moment(row.dropped_at, 6, _("Not done: %(what)s") % {"what": promised}, "", row.dropped_why)


def _letters(rejection: Rejection) -> Iterator[Moment]:
    for letter in rejection.letters.to_candidates().select_related("approved_by"):
        who = letter.approved_by.name if letter.approved_by else ""
        yield Moment(letter.written_at, 5, _("Mail written: %(subject)s") % {"subject": letter.subject}, who)
        if letter.sent_at:
            yield Moment(letter.sent_at, 6, _("Mail accepted by the mail server"), "", letter.address)
        if letter.came_back_at:
            yield Moment(letter.came_back_at, 7, _("The mail came back: not delivered"), "", letter.last_reply)
        elif letter.state == LetterState.FAILED and letter.handed_over_at:
            yield Moment(letter.handed_over_at, 7, _("The mail was refused"), "", letter.last_reply)


def _overrides(rejection: Rejection) -> Iterator[Moment]:
    for kept in rejection.overrides.select_related("by"):
        yield Moment(kept.at, 5, _("Let stay: “%(quote)s”") % {"quote": kept.quote}, kept.by.name, kept.why)


def _calls(rejection: Rejection) -> Iterator[Moment]:
    for call in rejection.calls.select_related("by"):
        minutes = _("%(count)s minutes") % {"count": call.minutes} if call.minutes else ""
        words = _("Call: %(outcome)s") % {"outcome": call.get_outcome_display()}
        yield Moment(call.at, 8, words, call.by.name, minutes)


def _kept(promises: list[Deadline], people: dict[int, str], *, now: datetime, zone: ZoneInfo) -> Iterator[Moment]:
    for promise in promises:
        yield from (_said(change, people) for change in changes_of_promise(promise, now=now, zone=zone))
        if promise.met_at:
            yield Moment(promise.met_at, 9, _verdict(promise), people.get(promise.met_by_id or 0, ""))


def _verdict(promise: Deadline) -> str:
    if promise.kind == DeadlineKind.TALK:
        return _("The talk was held, later than promised") if promise.was_late else _("The talk was held, in time")
    return _("Told, later than promised") if promise.was_late else _("Told, in time")


def _taken_back(rejection: Rejection, people: dict[int, str]) -> Iterator[Moment]:
    who = people.get(rejection.taken_back_by_id or 0, "")
    if rejection.undone_at:
        yield Moment(rejection.undone_at, 10, _("Taken back before the candidate heard it"), who)
    if rejection.reopened_at:
        yield Moment(rejection.reopened_at, 10, _("Reopened"), who, rejection.taken_back_why)


def _corrections(rejection: Rejection, people: dict[int, str]) -> Iterator[Moment]:
    for change in (*changes_of_rejection(rejection), *changes_of_person(rejection)):
        yield _said(change, people)


def _said(change: Change, people: dict[int, str]) -> Moment:
    return Moment(change.at, 11, change.words, people.get(change.by or 0, ""))
