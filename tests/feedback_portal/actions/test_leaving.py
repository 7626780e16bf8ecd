"""A recruiter goes: talks are taken over or cancelled and told, free moments are closed, promises are handed over."""

from datetime import timedelta
from typing import Any

import pytest

from candidates.actions import colleagues
from candidates.actions.call_moments import ColleagueIsBusy
from candidates.actions.calls import agree_on_talk
from candidates.actions.colleagues import ExpectedSomewhere, Successor
from candidates.actions.handover import CannotHandOver
from candidates.models import Deadline, FollowUp, Letter, Organisation, Rejection, Role, TakenTime, User
from feedback_portal.actions.leaving import Going, close_account, hand_over_everything
from spreekuur.actions.days import make_days
from spreekuur.actions.leaving import ColleagueCannot, TalksAhead
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import Booking, Day, Offer, Slot, WaitingPlace
from tests import cast
from tests.decision_cast import logged
from tests.spreekuur_cast import NOW, THURSDAY, booked, day, here, recruiter, rejection, rhythm, slot

SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(minutes=5)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> Organisation:
    return cast.hospital()


@pytest.fixture
def lotte() -> Rejection:
    """With Nadia on Thursday at 13:45, and she was written so; Bram decided, and told it already."""
    day(THURSDAY, recruiter("Nadia"))
    about = rejection("Lotte van Dijk", recruiter=recruiter("Bram"))
    Deadline.objects.update(met_at=NOW, met_channel="mail", ring_at=None)
    booked(about, slot(13, 45))
    write_talk_letters(SOON)
    Letter.objects.update(state="sent", sent_at=SOON)
    return about


def go(going: Going, name: str = "Nadia", act: Any = close_account) -> None:
    ad = User.objects.filter(role=Role.ADMINISTRATOR).first() or cast.ad(password=cast.PASSWORD)
    act(recruiter(name), going, by=ad, organisation=Organisation.objects.current(), at=LATER)


def mails() -> list[str]:
    write_talk_letters(LATER)
    return list(Letter.objects.to_candidates().exclude(state="sent").values_list("subject", flat=True))


def of_nadia() -> set[tuple[str, str]]:
    return set(Slot.objects.of(recruiter("Nadia")).values_list("state", "closed_why"))


def test_nobody_goes_while_a_talk_is_ahead_and_nothing_was_decided(lotte: Rejection) -> None:
    with pytest.raises(TalksAhead):
        go(Going())
    assert recruiter("Nadia").is_active
    assert of_nadia() == {("open", "")}
    assert Booking.objects.live().count() == 1


def test_the_ground_itself_lets_nobody_go_who_is_expected(lotte: Rejection) -> None:
    ad = cast.ad(password=cast.PASSWORD)
    with pytest.raises(ExpectedSomewhere):
        colleagues.disable(recruiter("Nadia"), by=ad, at=LATER)
    with pytest.raises(ExpectedSomewhere):
        colleagues.give_role(recruiter("Nadia"), Role.HR_MANAGER, by=ad, at=LATER)


def test_cancelled_talks_are_told_with_new_moments_in_the_name_of_who_works_here(lotte: Rejection) -> None:
    day(THURSDAY + timedelta(days=7), recruiter("Bram"))
    go(Going(cancels=True))
    booking = Booking.objects.get()
    assert (booking.state, booking.ended_why, recruiter("Nadia").is_active) == ("cancelled", "absence", False)
    assert of_nadia() == {("closed", "absence")}
    assert mails() == ["Je gesprek op donderdag 26 november om 13:45 uur gaat niet door"]
    letter = Letter.objects.exclude(state="sent").get()
    assert "donderdag 3 december om 13:00 uur" in letter.text
    assert (letter.approved_by, letter.from_name) == (recruiter("Bram"), "Bram Koster, Ziekenhuis Oeverland")


def test_a_colleague_takes_over_at_the_same_moment_and_the_candidate_reads_who(lotte: Rejection) -> None:
    go(Going(talks_to=recruiter("Bram")))
    live = Booking.objects.live().get()
    assert (live.slot.recruiter, live.slot.starts_at, live.moves) == (recruiter("Bram"), here(26, 13, 45), 0)
    assert live.question == "Wat kan beter?"
    assert mails() == ["Je gesprek is nu met Bram Koster"]
    text = Letter.objects.exclude(state="sent").get().text
    assert "Nadia Willems kan niet bij je gesprek zijn. Bram Koster neemt het over." in text
    assert "donderdag 26 november om 13:45 uur" in text
    assert TakenTime.objects.filter(recruiter=recruiter("Bram")).count() == 1


def test_the_own_quarter_of_the_colleague_is_used_when_it_is_free(lotte: Rejection) -> None:
    day(THURSDAY, recruiter("Bram"))
    go(Going(talks_to=recruiter("Bram")))
    assert Booking.objects.live().get().slot.recruiter == recruiter("Bram")
    assert Slot.objects.of(recruiter("Bram")).count() == 6


def test_who_is_somewhere_else_then_takes_nothing_over(lotte: Rejection) -> None:
    other = day(THURSDAY, recruiter("Bram"))
    booked(rejection("Priya Nair"), slot(13, 45, of=other))
    with pytest.raises(ColleagueCannot) as cannot:
        go(Going(talks_to=recruiter("Bram")))
    assert cannot.value.moments == [here(26, 13, 45)]
    assert recruiter("Nadia").is_active
    assert Booking.objects.live().filter(slot__recruiter=recruiter("Nadia")).count() == 1


def test_what_was_offered_stops_and_the_place_in_line_stays(lotte: Rejection) -> None:
    kofi = rejection("Kofi Mensah", recruiter=recruiter("Bram"))
    Deadline.objects.update(met_at=NOW, met_channel="mail", ring_at=None)
    place = WaitingPlace.objects.create(rejection=kofi, day=Day.objects.get(), joined_at=NOW, state="offered")
    Offer.objects.create(place=place, slot=slot(14), made_at=NOW, until=here(25, 12))
    go(Going(cancels=True))
    assert (Offer.objects.get().state, WaitingPlace.objects.get().state) == ("withdrawn", "waiting")


def test_work_and_talks_go_together_and_then_the_role_is_free(lotte: Rejection) -> None:
    own = rejection("Tom de Boer", recruiter=recruiter("Nadia"))
    bram = recruiter("Bram")
    going = Going(Successor(bram, "Andere functie"), talks_to=bram)
    go(going, act=hand_over_everything)
    assert own.deadlines.get().owner == bram
    ad = User.objects.get(role=Role.ADMINISTRATOR)
    colleagues.give_role(recruiter("Nadia"), Role.HR_MANAGER, by=ad, at=LATER)
    assert recruiter("Nadia").role == Role.HR_MANAGER


def test_a_talk_that_began_stays_as_it_was(lotte: Rejection) -> None:
    ad = cast.ad(password=cast.PASSWORD)
    organisation, at = Organisation.objects.current(), here(26, 13, 50)
    close_account(recruiter("Nadia"), Going(), by=ad, organisation=organisation, at=at)
    assert Booking.objects.live().count() == 1
    assert not recruiter("Nadia").is_active


def test_the_rhythm_makes_no_moments_for_who_is_no_recruiter_any_more() -> None:
    rhythm(months_ahead=1)
    User.objects.filter(first_name="Bram").update(role=Role.HR_MANAGER)
    made = make_days(NOW, Organisation.objects.current())
    assert {s.recruiter.first_name for one in made for s in one.slots.all()} == {"Nadia"}


def test_who_is_no_recruiter_any_more_takes_nothing_over(lotte: Rejection) -> None:
    bram = recruiter("Bram")
    User.objects.filter(pk=bram.pk).update(is_active=False)
    with pytest.raises(CannotHandOver):
        go(Going(talks_to=bram))
    assert Booking.objects.live().get().slot.recruiter == recruiter("Nadia")


def test_an_agreed_talk_that_the_colleague_cannot_hold_is_given_up_and_becomes_a_task() -> None:
    """Only when that was chosen; what the colleague can hold goes over as it is."""
    bram, calendar = recruiter("Bram"), Organisation.objects.current().calendar()
    day(THURSDAY, bram)
    clashes, fits = (logged(talent_pool=True, name=name, email=f"{name[:4]}@example.org") for name in ("Tom", "Kofi"))
    for about, moment in ((clashes, here(26, 13, 45)), (fits, here(27, 10))):
        agree_on_talk(about, moment=moment, calendar=calendar, by=recruiter("Nadia"), at=NOW)
    with pytest.raises(ColleagueIsBusy):
        go(Going(Successor(bram, "Weg")))
    go(Going(Successor(bram, "Weg"), gives_up_moments=True))
    talks = Deadline.objects.to_talk().order_by("rejection__candidate__name")
    assert [(talk.owner, talk.agreed_for) for talk in talks] == [(bram, here(27, 10)), (bram, None)]
    task = FollowUp.objects.open().get()
    assert (task.rejection, task.owner, task.due_at) == (clashes, bram, here(26, 13, 45))
    assert TakenTime.objects.filter(recruiter=bram, taken_for="call").count() == 1
