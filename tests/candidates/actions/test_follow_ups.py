"""What was promised besides: reminded once, late told once, kept, dropped, handed over, and gone with its decision."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from candidates.actions.follow_up_clock import watch_follow_ups
from candidates.actions.follow_ups import NotOpenAnyMore, drop_follow_up, keep_follow_up, make_follow_up
from candidates.actions.handover import hand_over_all, pass_on
from candidates.actions.taking_back import undo
from candidates.models import FollowUp, FollowUpKind, Letter, Rejection
from tests import cast
from tests.decision_cast import NOW, logged
from tests.proof_cast import contents, whats

DUE = datetime(2026, 12, 3, 16, 0, tzinfo=UTC)  # Thursday 17:00
NINE_ON_THE_DAY = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def promised(rejection: Rejection, *, kind: FollowUpKind = FollowUpKind.PROMISED, what: str = "Bellen") -> FollowUp:
    owner = rejection.recruiter
    return make_follow_up(rejection, kind=kind, what=what, due_at=DUE, owner=owner, by=owner, at=NOW)


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("kind", "user__first_name"))


@pytest.mark.django_db
def test_its_owner_is_reminded_on_the_morning_and_told_when_it_is_late_each_once() -> None:
    cast.hospital()
    promised(logged())
    watch_follow_ups(NINE_ON_THE_DAY - MINUTE)
    assert letters() == []
    for minutes in (0, 1):
        watch_follow_ups(NINE_ON_THE_DAY + minutes * MINUTE)
    assert letters() == [("follow_up_remind", "Nadia")]
    for minutes in (0, 1, 2):
        watch_follow_ups(DUE + minutes * MINUTE)
    assert letters() == [("follow_up_remind", "Nadia"), ("follow_up_late", "Nadia")]


@pytest.mark.django_db
def test_after_days_of_silence_only_the_late_word_is_said() -> None:
    cast.hospital()
    promised(logged())
    watch_follow_ups(DUE + timedelta(days=2))
    assert letters() == [("follow_up_late", "Nadia")]


@pytest.mark.django_db
def test_what_is_kept_or_dropped_rings_no_more_and_cannot_be_closed_twice() -> None:
    cast.hospital()
    rejection = logged()
    kept, dropped = promised(rejection), promised(rejection)
    keep_follow_up(kept, by=rejection.recruiter, at=NOW + MINUTE)
    drop_follow_up(dropped, why="De afdeling is opgeheven", by=rejection.recruiter, at=NOW + MINUTE)
    watch_follow_ups(DUE + MINUTE)
    assert letters() == []
    assert [row.is_open for row in FollowUp.objects.all()] == [False, False]
    with pytest.raises(NotOpenAnyMore):
        keep_follow_up(dropped, by=None, at=NOW + 2 * MINUTE)


@pytest.mark.django_db
def test_of_a_wish_to_be_called_there_is_one_and_its_due_moment_stays() -> None:
    cast.hospital()
    rejection = logged()
    first = promised(rejection, kind=FollowUpKind.CALL_WISH)
    again = make_follow_up(
        rejection, kind=FollowUpKind.CALL_WISH, due_at=DUE + MINUTE, owner=rejection.recruiter, by=None, at=NOW
    )
    assert (again.pk, again.due_at) == (first.pk, DUE)


@pytest.mark.django_db
def test_it_goes_along_when_everything_is_handed_over() -> None:
    cast.hospital()
    rejection, bram = logged(), cast.bram()
    follow_up = promised(rejection)
    assert hand_over_all(rejection.recruiter, to=bram, by=rejection.recruiter, why="Vakantie", at=NOW) == 2
    follow_up.refresh_from_db()
    assert (follow_up.owner, follow_up.due_at) == (bram, DUE)


@pytest.mark.django_db
def test_it_is_dropped_when_the_decision_is_taken_back() -> None:
    cast.hospital()
    rejection = logged()
    promised(rejection)
    undo(rejection, by=rejection.recruiter, at=NOW + MINUTE)
    assert list(FollowUp.objects.values_list("dropped_at", "dropped_why")) == [(NOW + MINUTE, "undone")]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_say_it_once() -> None:
    cast.hospital()
    nadia = cast.nadia()
    for number in range(20):
        promised(logged(by=nadia, email=f"kandidaat{number}@example.org"))
    start = threading.Barrier(4)

    def sweep() -> None:
        start.wait()
        watch_follow_ups(DUE + MINUTE)
        connections.close_all()

    sweeps = [threading.Thread(target=sweep) for _number in range(4)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    told = [pk for letter in Letter.objects.filter(kind="follow_up_late") for pk in letter.params["follow_ups"]]
    assert sorted(told) == sorted(FollowUp.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_file_of_proof_tells_made_kept_dropped_and_handed_over() -> None:
    cast.hospital()
    rejection = logged()
    by, bram = rejection.recruiter, cast.bram()
    kept, dropped, left = (promised(rejection, what=what) for what in ("Bel terug", "Stuur de cursus", "Vraag het na"))
    keep_follow_up(kept, by=by, at=NOW + MINUTE)
    drop_follow_up(dropped, why="De cursus bestaat niet meer", by=by, at=NOW + MINUTE)
    pass_on([left], to=bram, by=by, why="Vakantie", at=NOW + MINUTE)
    undo(rejection, by=by, at=NOW + 2 * MINUTE)
    told = [(what, content.get("what")) for what, content in zip(whats(rejection), contents(rejection), strict=True)]
    assert told == [
        ("decided", None),
        ("follow_up_made", "Bel terug"),
        ("follow_up_made", "Stuur de cursus"),
        ("follow_up_made", "Vraag het na"),
        ("follow_up_kept", "Bel terug"),
        ("follow_up_broken", "Stuur de cursus"),
        ("handed_over", None),
        ("follow_up_broken", "Vraag het na"),
        ("taken_back", None),
    ]


@pytest.mark.django_db
def test_asking_again_for_what_is_open_writes_nothing() -> None:
    cast.hospital()
    rejection = logged()
    for _time in range(2):
        promised(rejection, kind=FollowUpKind.CALL_WISH)
    assert whats(rejection) == ["decided", "follow_up_made"]
