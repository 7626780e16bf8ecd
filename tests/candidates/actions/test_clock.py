"""The late path: nothing is done, and the clock says so, once to each who must know."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from candidates.actions import clock
from candidates.models import ClosedDay, Deadline, Letter, Notice, User
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged

# Decided Tuesday 24 November 10:12 in Amsterdam: a call by Thursday 26 November 17:00.
NINE_ON_THE_DAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def interview(by: User, **fields: object) -> Deadline:
    return logged(by=by, stage=Stage.INTERVIEW, **fields).deadlines.get()


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("kind", "user__first_name"))


@pytest.mark.django_db
def test_nothing_is_said_before_the_moment_of_the_reminder() -> None:
    cast.hospital()
    interview(cast.nadia())
    clock.watch(NINE_ON_THE_DAY - MINUTE)
    assert letters() == []


@pytest.mark.django_db
def test_the_late_path_tells_everybody_once() -> None:
    cast.hospital()
    nadia = cast.nadia()
    cast.hanna()
    interview(nadia)

    clock.watch(NINE_ON_THE_DAY)
    assert letters() == [("remind", "Nadia")]

    for minutes in (0, 1, 2):
        clock.watch(DUE + minutes * MINUTE)
    assert letters() == [("remind", "Nadia"), ("late", "Nadia"), ("escalate", "Hanna")]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"remind", "late", "escalate"}


@pytest.mark.django_db
def test_the_first_case_of_a_day_goes_to_hr_at_once_and_the_others_in_one_digest() -> None:
    cast.hospital()
    nadia = cast.nadia()
    cast.hanna()
    late = [interview(nadia, email=f"kandidaat{n}@example.org", at=cast.NOW + n * MINUTE) for n in range(4)]
    late.append(interview(cast.bram(), email="laatste@example.org"))

    clock.watch(DUE)
    clock.watch(datetime(2026, 11, 27, 7, 59, tzinfo=UTC))
    assert [kind for kind, name in letters() if name == "Hanna"] == ["escalate"]
    clock.watch(datetime(2026, 11, 27, 8, 0, tzinfo=UTC))
    clock.watch(datetime(2026, 11, 27, 8, 1, tzinfo=UTC))

    to_hr = {letter.kind: letter.params["deadlines"] for letter in Letter.objects.filter(user__first_name="Hanna")}
    assert list(to_hr) == ["escalate", "digest"]
    assert sorted(to_hr["escalate"] + to_hr["digest"]) == sorted(deadline.pk for deadline in late)


@pytest.mark.django_db
def test_a_digest_waits_for_a_working_day() -> None:
    cast.hospital()
    ClosedDay.objects.create(date=datetime(2026, 11, 27, tzinfo=UTC).date(), name="Brugdag")
    nadia = cast.nadia()
    cast.hanna()
    for n in range(2):
        interview(nadia, email=f"kandidaat{n}@example.org")
    Deadline.objects.update(due_at=DUE, remind_at=None, ring_at=DUE)
    clock.watch(DUE)
    clock.watch(datetime(2026, 11, 29, 12, 0, tzinfo=UTC))
    assert not Letter.objects.filter(kind="digest").exists()
    clock.watch(datetime(2026, 11, 30, 8, 0, tzinfo=UTC))
    assert Letter.objects.filter(kind="digest").count() == 1


@pytest.mark.django_db
def test_one_mail_carries_all_people_of_a_colleague() -> None:
    cast.hospital()
    nadia = cast.nadia()
    ids = {interview(nadia, email=f"kandidaat{n}@example.org").pk for n in range(5)}
    clock.watch(NINE_ON_THE_DAY)
    assert [set(letter.params["deadlines"]) for letter in Letter.objects.all()] == [ids]
    assert Notice.objects.filter(kind="remind", letter__isnull=False).count() == 5


@pytest.mark.django_db
def test_after_two_silent_days_nothing_is_skipped_and_nothing_is_said_twice() -> None:
    cast.hospital()
    interview(cast.nadia())
    cast.hanna()
    clock.watch(DUE + timedelta(days=2))
    assert letters() == [("late", "Nadia"), ("escalate", "Hanna")]  # no reminder beside the news that it is late
    assert Notice.objects.filter(kind="remind", letter__kind="late").count() == 1


@pytest.mark.django_db
def test_a_missed_reminder_waits_for_the_office_to_open() -> None:
    cast.hospital()
    logged(by=cast.nadia(), stage=Stage.INTERVIEW)
    Deadline.objects.update(
        remind_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC), ring_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    )
    clock.watch(datetime(2026, 11, 25, 20, 0, tzinfo=UTC))
    assert letters() == []
    clock.watch(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert letters() == [("remind", "Nadia")]


@pytest.mark.django_db
def test_days_of_silence_raise_an_alarm_once() -> None:
    cast.hospital()
    interview(cast.nadia())
    cast.hanna()
    week_later = cast.NOW + timedelta(days=7)
    clock.watch(DUE)
    clock.watch(week_later - MINUTE)
    assert not Letter.objects.filter(kind="silence").exists()
    clock.watch(week_later)
    clock.watch(week_later + MINUTE)
    assert [pair for pair in letters() if pair[0] == "silence"] == [("silence", "Nadia"), ("silence", "Hanna")]
    assert Deadline.objects.get().ring_at is None


@pytest.mark.django_db
def test_an_answered_promise_is_left_alone() -> None:
    cast.hospital()
    nadia = cast.nadia()
    deadline = interview(nadia)
    Deadline.objects.keep_promise(deadline.pk, at=cast.NOW + MINUTE, channel="call", by=nadia)
    clock.watch(DUE + timedelta(days=9))
    assert letters() == []


def at_once(work: Callable[[], object], *, times: int) -> None:
    """Each in its own thread, on its own connection."""
    ready = threading.Barrier(times)

    def run() -> None:
        try:
            ready.wait()
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def many_late(count: int) -> None:
    cast.hospital()
    nadia = cast.nadia()
    cast.hanna()
    for n in range(count):
        interview(nadia, email=f"kandidaat{n}@example.org")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_sweeps_that_race_say_everything_once() -> None:
    many_late(60)
    for moment in (NINE_ON_THE_DAY, DUE, cast.NOW + timedelta(days=7)):
        at_once(lambda moment=moment: clock.watch(moment), times=4)  # type: ignore[misc]  # a lambda with a default
    notices = Notice.objects.values_list("deadline", "kind")
    assert len(notices) == 60 * 4
    assert len(set(notices)) == 60 * 4
    told = [pk for letter in Letter.objects.filter(kind="late") for pk in letter.params["deadlines"]]
    assert (len(told), len(set(told))) == (60, 60)
    assert Letter.objects.filter(kind="escalate").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_key_and_the_claim_the_same_race_doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the rig can see a double."""
    many_late(60)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE candidates_notice DROP CONSTRAINT each_notice_once")
    try:
        ringing = type(Deadline.objects.all()).ringing
        barrier = threading.Barrier(4, timeout=5)

        def unclaimed(self: object, now: datetime) -> object:
            rows = ringing(self, now)  # type: ignore[arg-type]  # a DeadlineQuerySet
            rows.select_for_update = lambda **_options: rows.filter(pk__in=list(rows.values_list("pk", flat=True)))
            return rows

        monkeypatch.setattr(type(Deadline.objects.all()), "ringing", unclaimed)
        monkeypatch.setattr(clock, "_write_notices", _blindly(barrier))
        at_once(lambda: clock.watch(DUE), times=4)
        assert Notice.objects.filter(kind="late").count() > 60
    finally:
        Notice.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE candidates_notice ADD CONSTRAINT each_notice_once UNIQUE (deadline_id, kind)")


def _blindly(barrier: threading.Barrier) -> Callable[..., list[clock.Made]]:
    """Read, then write: as one would without a constraint."""

    def write(rows: list[Deadline], looks: dict, *, now: datetime, day: object) -> list[clock.Made]:
        if rows:
            barrier.wait()
        made = Notice.objects.bulk_create(
            Notice(deadline_id=pk, kind=warning, day=day, made_at=now)
            for pk, seen in looks.items()
            for warning in seen.warnings
        )
        return [clock.Made(notice.pk, notice.deadline_id, notice.kind, rows[0].owner_id) for notice in made]

    return write
