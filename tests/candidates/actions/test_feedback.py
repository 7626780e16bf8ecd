"""What the page should have caught is refused here too."""

from datetime import timedelta

import pytest

from candidates.actions.drafts import Draft, DraftChanged, save_by_itself, save_draft
from candidates.actions.feedback import CannotLeave, Moment, approve_and_send
from candidates.actions.letters import came_back
from candidates.actions.taking_back import MailIsLeaving
from candidates.letters.posting import deliver_due
from candidates.models import Candidate, Deadline, Feedback, Letter, LetterState, LetterText, Link, Rejection
from candidates.rules.points import Points
from tests import cast, letter_cast
from tests.letter_cast import DUE, NOW
from tests.sink import Sink

pytestmark = pytest.mark.django_db
POINTS = Points(letter_cast.WENT_WELL, letter_cast.WHY_NOT, letter_cast.ADVICE)


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital(recall_minutes=0)
    return letter_cast.owed()


def approve(
    rejection: Rejection, points: Points = POINTS, *, version: int = 0, at=NOW, when: Moment | None = None
) -> Letter:
    draft = Draft(points=points)
    return approve_and_send(rejection, draft, version=version, by=rejection.recruiter, at=at, when=when or Moment())


def test_the_letter_names_the_text_it_began_with_and_its_own_digest(rejection: Rejection) -> None:
    letter = approve(rejection)

    assert letter.written_with == LetterText.objects.get()
    assert (letter.written_with.stage, letter.written_with.version) == ("cv-screening", 1)
    assert len(letter.digest) == 64
    assert letter.link == Link.objects.get()


@pytest.mark.parametrize(
    "points",
    [Points(), Points("a", "b", ""), Points("a", "b", " a. "), Points("a", "b", "[naam]"), Points("a", "b", "{x}")],
)
def test_points_that_are_missing_copied_or_unfinished_never_become_a_letter(
    rejection: Rejection, points: Points
) -> None:
    with pytest.raises(CannotLeave):
        approve(rejection, points)
    assert (Letter.objects.count(), Link.objects.count(), Feedback.objects.count()) == (0, 0, 0)


def test_never_after_the_due_moment(rejection: Rejection) -> None:
    for moment in (DUE + timedelta(seconds=1), NOW - timedelta(seconds=1)):
        with pytest.raises(CannotLeave):
            approve(rejection, when=Moment(moment))
    assert Letter.objects.count() == 0


def test_without_an_address_or_a_promise_nothing_leaves(rejection: Rejection) -> None:
    Candidate.objects.update(email="")
    with pytest.raises(CannotLeave):
        approve(rejection)
    Candidate.objects.update(email="youssef@example.org")
    Deadline.objects.update(stopped_at=NOW, stopped_why="history")
    with pytest.raises(CannotLeave):
        approve(rejection)


def test_pressed_twice_it_is_one_letter(sink: Sink, rejection: Rejection) -> None:
    """Also when the post was so quick that the first one left in between."""
    approve(rejection)
    approve(rejection, version=0)
    deliver_due(clock=lambda: NOW)
    with pytest.raises(MailIsLeaving):
        approve(rejection, version=0)

    assert len(sink.mails) == 1


@pytest.mark.parametrize("state", [LetterState.SENDING, LetterState.IN_DOUBT])
def test_what_is_on_the_line_or_in_doubt_is_not_written_over(rejection: Rejection, state: LetterState) -> None:
    letter = approve(rejection)
    Letter.objects.update(state=state)
    with pytest.raises(MailIsLeaving):
        approve(rejection, Points("x", "y", "z"), version=1)
    assert Letter.objects.get().text == letter.text


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.HELD, LetterState.DRAFT])
def test_what_got_stuck_is_written_anew_in_the_same_row(rejection: Rejection, state: LetterState) -> None:
    first = approve(rejection)
    Letter.objects.update(state=state, attempts=3, last_reply="550 no")
    again = approve(rejection, Points("x", "y", "z"), version=1)

    assert (again.pk, again.key, again.attempts, again.last_reply) == (first.pk, first.key, 0, "")
    assert "\n\nx\n\ny\n\nz\n\n" in again.text


def test_after_it_came_back_the_next_mail_is_another_letter_with_the_same_link(
    sink: Sink, rejection: Rejection
) -> None:
    first = approve(rejection)
    deliver_due(clock=lambda: NOW)
    came_back(first, by=rejection.recruiter, at=NOW)
    second = approve(rejection, version=1)
    deliver_due(clock=lambda: NOW)

    assert (second.key, second.message_id != first.message_id) == (f"feedback/{rejection.pk}/2", True)
    assert second.link == first.link
    assert len(sink.mails) == 2
    assert Deadline.objects.get().met_at == NOW


def test_when_it_was_told_by_phone_the_mail_has_no_promise_to_keep(rejection: Rejection) -> None:
    Deadline.objects.update(met_at=NOW, met_channel="call", met_by=rejection.recruiter)
    assert approve(rejection, at=DUE + timedelta(days=3)).deadline is None


def test_a_draft_may_hold_anything_and_counts_its_versions(rejection: Rejection) -> None:
    nadia = rejection.recruiter
    save_draft(rejection, Draft(points=Points(advice="[nog doen]")), version=0, by=nadia, at=NOW)
    save_draft(rejection, Draft(points=Points(advice="Iets")), version=1, by=nadia, at=NOW)

    assert (Feedback.objects.get().version, Feedback.objects.get().advice) == (2, "Iets")


def test_a_page_that_saves_itself_again_unchanged_puts_nobody_behind(rejection: Rejection) -> None:
    half = Draft(Points("Je brief was helder."), page_key="nadia")
    first = save_by_itself(rejection, half, version=0, by=rejection.recruiter, at=NOW)
    again = save_by_itself(rejection, half, version=0, by=rejection.recruiter, at=NOW + timedelta(seconds=4))
    assert (again.version, again.saved_at) == (first.version, NOW)
    more = Draft(Points("Je brief was helder.", "We zoeken meer."), page_key="nadia")
    assert save_by_itself(rejection, more, version=0, by=rejection.recruiter, at=NOW).version == first.version + 1


def test_who_began_with_an_older_version_is_told_and_saves_nothing(rejection: Rejection) -> None:
    nadia = rejection.recruiter
    save_draft(rejection, Draft(points=Points(advice="Eerst")), version=0, by=nadia, at=NOW)
    with pytest.raises(DraftChanged) as told:
        save_draft(rejection, Draft(points=Points(advice="Anders"), reason="hours"), version=0, by=nadia, at=NOW)

    rejection.refresh_from_db()
    assert (told.value.theirs.advice, Feedback.objects.get().advice, rejection.reason) == ("Eerst", "Eerst", "")
