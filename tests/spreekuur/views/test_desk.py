"""The desk of the spreekuur: the day, one talk and its outcome, somebody who calls, the months, deciding anew."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.letters.mark import address_of
from candidates.models import Candidate, Deadline, FollowUp, Read, User
from candidates.rules.phones import grouped
from spreekuur.actions.bookings import book, move
from spreekuur.actions.days import make_days
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import Booking, Day, Reopening, Rhythm, Talk, WaitingPlace
from spreekuur.queries.agenda import lines_of
from tests import cast
from tests.spreekuur_cast import (
    AMSTERDAM,
    NOW,
    THURSDAY,
    booked,
    day,
    here,
    recruiter,
    rejection,
    rhythm,
    slot,
    who,
    wishes,
)

DURING = here(26, 13, 50)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during_the_talks() -> Iterator[Any]:
    cast.hospital()
    with time_machine.travel(DURING, tick=False) as clock:
        yield clock


@pytest.fixture
def thursday() -> Day:
    return day()


@pytest.fixture
def lotte(thursday: Day) -> Booking:
    return booked(rejection("Lotte van Dijk"), slot(13, 45), topics=["reason"])


@pytest.fixture
def desk() -> Client:
    return desk_of(recruiter("Nadia"))


def desk_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(desk: Client, booking: Booking, **typed: Any) -> Any:
    given = {"outcome": "advice", "advice": "Begin met het dashboard.", "minutes": "20"}
    given["decider"] = str(booking.slot.recruiter_id)
    return desk.post(reverse("spreekuur_talk", args=[booking.pk]), given | typed)


def test_the_day_says_who_is_next_and_what_is_free(desk: Client, thursday: Day, lotte: Booking) -> None:
    page = desk.get(reverse("spreekuur_day", args=[thursday.pk])).text
    for words in ("Spreekuur donderdag 26 november", "13:00 tot 14:30", "Eén gesprek", "vijf plekken vrij"):
        assert words in page, words
    assert "Hierna: Lotte van Dijk, 13:45" in page


def test_hr_reads_whose_talk_is_next_without_the_sheet(thursday: Day, lotte: Booking) -> None:
    page = desk_of(cast.hanna()).get(reverse("spreekuur_day", args=[thursday.pk])).text
    assert "Hierna: Lotte van Dijk, 13:45" in page
    assert "Planner operatiekamers. Met Nadia" in page
    assert "Bekijk het blad" not in page


def test_the_day_asks_the_same_number_of_questions_whoever_comes(desk: Client, thursday: Day, lotte: Booking) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(reverse("spreekuur_day", args=[thursday.pk]))
        return len(queries)

    asked()
    one = asked()
    for name, minute in (("Priya Nair", 0), ("Youssef El Amrani", 15)):
        booked(rejection(name), slot(13, minute))
    assert asked() == one


def test_the_sheet_shows_what_somebody_needs_to_know(desk: Client, lotte: Booking) -> None:
    page = desk.get(reverse("spreekuur_talk", args=[lotte.pk])).text
    for words in ("Planner operatiekamers", "Cv-selectie", "De reden die ik hoorde", "Wat kan beter?", "Let hierop."):
        assert words in page, words


def test_advice_is_written_down_with_the_minutes(desk: Client, lotte: Booking) -> None:
    answer = save(desk, lotte, went_well="Goede brief", preparation_minutes="5")
    assert answer.status_code == 302
    talk = Talk.objects.get()
    assert (talk.outcome, talk.advice, talk.minutes, talk.preparation_minutes) == (
        "advice", "Begin met het dashboard.", 20, 5,
    )  # fmt: skip
    assert Booking.objects.get(pk=lotte.pk).state == "held"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"advice": ""}, "advice"),
        ({"minutes": ""}, "minutes"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "reopened"}, "wrong"),
        ({"outcome": "other-vacancy"}, "other_vacancy"),
        ({"outcome": "talent-pool"}, "consent"),
    ],
)
def test_what_is_missing_is_asked_and_what_was_typed_stays(
    desk: Client, lotte: Booking, typed: dict[str, str], field: str
) -> None:
    page = save(desk, lotte, went_well="Goede brief", **typed)
    assert list(page.context["form"].errors) == [field]
    assert "Goede brief" in page.text
    assert not Talk.objects.exists()


def test_a_talk_that_is_to_come_cannot_be_written_down(desk: Client, thursday: Day) -> None:
    later = booked(rejection(), slot(14, 15))
    assert "Dit gesprek moet nog komen." in save(desk, later).text
    assert not Talk.objects.exists()


def test_saving_goes_on_to_the_next(desk: Client, lotte: Booking) -> None:
    after = booked(rejection(), slot(14))
    assert save(desk, lotte, do="next").url == reverse("spreekuur_talk", args=[after.pk])


def test_who_did_not_come_is_offered_the_next_session_once(desk: Client, lotte: Booking) -> None:
    day(date(2026, 12, 17))
    assert save(desk, lotte, outcome="no-show", advice="", minutes="").status_code == 302
    assert Booking.objects.get(pk=lotte.pk).state == "no-show"
    for _ring in range(3):
        write_talk_letters(DURING)
    (letter,) = lotte.rejection.letters.filter(kind="talk_next")
    assert "donderdag 17 december om 13:00 uur" in letter.text
    assert "afgewezen" not in letter.text


def reopened(desk: Client, lotte: Booking, decider: Any) -> Reopening:
    save(desk, lotte, outcome="reopened", wrong="Werkte twee jaar met zorgdata.", decider=str(decider.pk))
    return Reopening.objects.get()


def test_reopening_gives_a_colleague_two_working_days_and_tells_the_candidate(desk: Client, lotte: Booking) -> None:
    bram = recruiter("Bram")
    chain = reopened(desk, lotte, bram)
    assert (chain.rejection, chain.talk.booking, chain.decider, chain.due_at) == (
        lotte.rejection, lotte, bram, here(30, 17),
    )  # fmt: skip
    task = FollowUp.objects.open().get()
    assert (task.kind, task.owner, task.due_at) == ("anew", bram, here(30, 17))
    assert not Deadline.objects.open().filter(rejection=lotte.rejection).exists()
    assert reverse("decide_anew", args=[lotte.rejection.public_id]) in desk_of(bram).get(reverse("today")).text


def test_a_hire_closes_the_chain(desk: Client, lotte: Booking) -> None:
    bram = recruiter("Bram")
    reopened(desk, lotte, bram)
    page = reverse("decide_anew", args=[lotte.rejection.public_id])
    assert desk_of(bram).post(page, {"verdict": "hired"}).context["form"].errors
    assert desk_of(bram).post(page, {"verdict": "hired", "hired_on": "2027-01-01"}).status_code == 302
    chain = Reopening.objects.get()
    assert (chain.verdict, chain.hired_on, chain.decided_by) == ("hired", date(2027, 1, 1), bram)
    assert not FollowUp.objects.open().exists()
    assert "Aangenomen" in desk.get(reverse("reopened")).text


def test_rejected_again_is_a_new_decision_with_its_own_promise(desk: Client, lotte: Booking) -> None:
    bram = recruiter("Bram")
    reopened(desk, lotte, bram)
    page = reverse("decide_anew", args=[lotte.rejection.public_id])
    asked = desk_of(bram).post(page, {"verdict": "rejected", "stage": "interview", "reason": "experience"})
    assert list(asked.context["form"].errors) == ["reason_details"]
    seen = {"reason": "experience", "reason_details": "Twee jaar ervaring, gevraagd zijn er vier."}
    desk_of(bram).post(page, {"verdict": "rejected", "stage": "interview"} | seen)
    again = Reopening.objects.get().new_rejection
    assert again is not None
    assert (again.candidate, again.vacancy, again.stage_at_rejection, again.recruiter) == (
        lotte.rejection.candidate, lotte.rejection.vacancy, "interview", bram,
    )  # fmt: skip
    assert (again.reason, again.reason_details) == tuple(seen.values())
    assert again.deadlines.get(kind="tell").due_at == here(30, 17)
    assert Candidate.objects.filter(name="Lotte van Dijk").count() == 1


def test_somebody_who_calls_is_booked(desk: Client, thursday: Day) -> None:
    about = rejection()
    Deadline.objects.filter(rejection=about).update(met_at=NOW, met_channel="mail")
    page = reverse("spreekuur_book", args=[slot(14, 15).pk])
    found = desk.post(page, {"words": "youssef", "do": "find"}).text
    assert f'value="{about.pk}"' in found
    missing = desk.post(page, {"words": "youssef", "do": "book"})
    assert set(missing.context["form"].errors) == {"rejection", "way"}
    desk.post(page, {"words": "youssef", "rejection": about.pk, "way": "phone", "question": "Hoe nu?", "do": "book"})
    booking = Booking.objects.get()
    assert (booking.rejection, booking.way, booking.booked_by) == (about, "phone", recruiter("Nadia"))


def test_a_cancelled_day_says_first_what_it_does(thursday: Day, lotte: Booking) -> None:
    desk = desk_of(cast.hanna())
    priya = booked(rejection("Priya Nair"), slot(14, 15))
    page = reverse("spreekuur_day_cancel", args=[thursday.pk])
    assert "Eén persoon verliest een gesprek en krijgt een mail" in desk.get(page).text
    desk.post(page, {"why": "Sluiting"})
    assert Booking.objects.get(pk=priya.pk).ended_why == "day"
    write_talk_letters(NOW)
    assert "Sluiting" in desk.get(reverse("spreekuur_day", args=[thursday.pk])).text


def test_a_quarter_is_closed_and_opened_but_not_under_somebody(desk: Client, lotte: Booking) -> None:
    def press(which: Any, what: str) -> str:
        return desk.post(reverse("slot_change", args=[which.pk]), {"do": what}, follow=True).text

    last = slot(14, 15)
    assert "14:15 is dicht." in press(last, "close")
    assert "14:15 is open." in press(last, "open")
    assert "Iemand heeft dit moment." in press(lotte.slot, "close")


def test_hr_sets_the_rhythm_and_sees_the_months(thursday: Day) -> None:
    hanna = desk_of(cast.hanna())
    typed = {
        "nth": "4", "weekday": "3", "starts": "13:00", "ends": "14:30", "minutes": "15", "ways": ["site", "phone"],
        "when_closed": "week-earlier", "months_ahead": "2", "recruiters": [recruiter("Nadia").pk, recruiter("Bram").pk],
        "earlier": ["12"], "place": "Kamer 1.12",
    }  # fmt: skip
    assert hanna.post(reverse("spreekuur_rhythm"), typed).status_code == 302
    made = Rhythm.objects.get()
    assert [(plan.date, plan.slots.count()) for plan in made.days.order_by("date")] == [
        (date(2026, 11, 26), 4), (date(2026, 12, 17), 12), (date(2027, 1, 28), 12),
    ]  # fmt: skip
    page = hanna.get(reverse("spreekuur_days")).text
    assert "Donderdag 17 december 2026" in page
    assert "Bram Koster" in hanna.get(reverse("spreekuur_rhythm")).text
    assert hanna.get(reverse("spreekuur_rhythm")).context["form"].initial["earlier"] == ["12"]


def test_an_extra_day_and_one_that_is_past(desk: Client) -> None:
    typed = {
        "on": "2026-12-02", "starts": "9:00", "ends": "10:00", "minutes": "15", "ways": ["phone"],
        "recruiters": [recruiter("Nadia").pk],
    }  # fmt: skip
    assert list(desk.post(reverse("spreekuur_day_new"), typed | {"on": "2026-11-01"}).context["form"].errors) == ["on"]
    desk.post(reverse("spreekuur_day_new"), typed)
    assert [(row.date, row.slots.count()) for row in Day.objects.all()] == [(date(2026, 12, 2), 4)]


def test_today_shows_the_seats_of_the_next_spreekuur(desk: Client, lotte: Booking) -> None:
    page = desk.get(reverse("today")).text
    assert "Spreekuur donderdag" in page
    assert "Eén van je zes plekken is bezet." in page


def test_who_is_away_closes_what_is_free_and_is_told_what_is_booked(desk: Client, lotte: Booking) -> None:
    def away(hours: str) -> Any:
        return desk.post(reverse("spreekuur_away"), {"from_at": "2026-11-26T" + hours, "until": "2026-11-26T14:30"})

    refused = away("13:30").context["form"].errors["__all__"]
    assert refused == ["Lotte van Dijk heeft een gesprek met je: vandaag om 13:45. Zeg dat eerst af."]
    assert away("14:00").status_code == 302
    assert [free.slot.closed_why for free in lines()] == ["", "", "", "", "absence", "absence"]
    (absence,) = desk.get(reverse("spreekuur_away")).context["absences"]
    desk.post(reverse("spreekuur_away"), {"do": "back", "absence": absence.pk})
    assert [free.slot.closed_why for free in lines()] == [""] * 6


def lines() -> list[Any]:
    return lines_of(Day.objects.get(), None, now=DURING)


def test_the_link_says_until_when_a_colleague_decides_anew(desk: Client, lotte: Booking) -> None:
    reopened(desk, lotte, recruiter("Bram"))
    holder = Client()
    holder.get(address_of(link_for(lotte.rejection, at=DURING)).removeprefix(settings.SITE_URL))
    page = holder.get(reverse("link_page", args=[link_for(lotte.rejection, at=DURING).public_id])).text
    assert "maandag 30 november" in page
    assert "17:00" in page


def test_hr_gives_a_recruiter_a_pause_and_a_video_room() -> None:
    nadia, hanna = recruiter("Nadia"), desk_of(cast.hanna())
    rhythm(nadia, months_ahead=1)
    page, begins = reverse("spreekuur_seats"), f"{nadia.pk}-"
    half = hanna.post(page, {begins + "pause_starts": "13:30"})
    assert list(half.context["seats"][0].errors) == ["pause_ends"]
    typed = {"pause_starts": "13:30", "pause_ends": "14:00", "video_link": "https://video.example.org/nadia"}
    assert hanna.post(page, {begins + name: value for name, value in typed.items()}).status_code == 302
    december = Day.objects.get(date=date(2026, 12, 17)).slots.in_order()
    assert [made.starts_at.astimezone(AMSTERDAM).strftime("%H:%M") for made in december] == [
        "13:00", "13:15", "14:00", "14:15",
    ]  # fmt: skip
    assert {made.video_link for made in december} == {"https://video.example.org/nadia"}


def test_a_decision_that_is_reopened_leaves_no_other_talk(
    desk: Client, thursday: Day, lotte: Booking, during_the_talks: Any
) -> None:
    """Did not come, chose a new moment; then it is written down that the first talk led to a reopening after all."""
    save(desk, lotte, outcome="no-show")
    nadia = who(by=recruiter("Nadia"))
    again = book(lotte.rejection, slot=slot(14, 15).pk, wishes=wishes(), key=uuid4(), who=nadia, at=DURING)
    save(desk, lotte, outcome="reopened", wrong="Ervaring over het hoofd gezien.")
    again.refresh_from_db()
    assert (again.state, again.ended_why) == ("cancelled", "reopened")


def test_who_looks_up_a_caller_is_written_down(desk: Client, thursday: Day, lotte: Booking) -> None:
    desk.post(reverse("spreekuur_book", args=[slot(14, 0).pk]), {"words": "Lotte", "do": "find"})
    assert [read.what for read in Read.objects.order_by("pk")] == ["callers"]


def test_who_calls_and_has_no_address_is_promised_no_mail(desk: Client, thursday: Day) -> None:
    about = rejection("Priya Nair")
    Deadline.objects.filter(rejection=about).update(met_at=NOW, met_channel="call")
    Candidate.objects.filter(pk=about.candidate_id).update(email="")
    typed = {"words": "Priya", "do": "book", "rejection": about.pk, "way": "site"}
    page = desk.post(reverse("spreekuur_book", args=[slot(14, 0).pk]), typed, follow=True).text
    assert "Priya Nair heeft dit moment." in page
    assert "bevestigt" not in page


def test_what_was_held_when_a_day_is_cancelled_can_still_be_written_down(
    desk: Client, thursday: Day, lotte: Booking
) -> None:
    priya = booked(rejection("Priya Nair"), slot(14, 15))
    desk_of(cast.hanna()).post(reverse("spreekuur_day_cancel", args=[thursday.pk]), {"why": "Griep"})
    states = dict(Booking.objects.values_list("pk", "state"))
    assert states == {lotte.pk: "booked", priya.pk: "cancelled"}
    save(desk, lotte)
    assert Talk.objects.get().booking == lotte


def test_no_quarter_of_a_cancelled_day_is_opened(desk: Client, thursday: Day) -> None:
    desk_of(cast.hanna()).post(reverse("spreekuur_day_cancel", args=[thursday.pk]), {"why": "Griep"})
    page = desk.post(reverse("slot_change", args=[slot(14, 15).pk]), {"do": "open"}, follow=True).text
    assert "Dat kan niet meer." in page
    assert slot(14, 15).state == "closed"


def test_after_midnight_the_day_before_is_not_offered_to_be_cancelled(thursday: Day, during_the_talks: Any) -> None:
    hanna, page = desk_of(cast.hanna()), reverse("spreekuur_day", args=[thursday.pk])
    assert "Zeg deze dag af" in hanna.get(page).text
    during_the_talks.move_to(here(27, 0, 30))
    assert "Zeg deze dag af" not in hanna.get(page).text


def test_a_recruiter_cancels_their_own_part_and_no_talk_of_a_colleague(desk: Client) -> None:
    both = day(THURSDAY, recruiter("Nadia"), recruiter("Bram"))
    own, before, other = (
        next(s for s in both.slots.all() if s.recruiter == recruiter(name) and s.starts_at == here(26, *clock))
        for name, clock in (("Nadia", (14, 0)), ("Nadia", (13, 45)), ("Bram", (14, 0)))
    )
    mine, began, theirs = (
        booked(rejection(name), which)
        for name, which in (("Tom de Boer", own), ("Lotte van Dijk", before), ("Priya Nair", other))
    )
    whole = reverse("spreekuur_day_cancel", args=[both.pk])
    assert desk.post(whole, {"why": "Griep"}).status_code == 403
    page = desk.get(reverse("spreekuur_day", args=[both.pk])).text
    assert whole not in page
    part = reverse("spreekuur_part_cancel", args=[both.pk])
    assert part in page
    assert "Eén persoon verliest een gesprek en krijgt een mail" in desk.get(part).text
    assert "Je deel van deze dag is afgezegd." in desk.post(part, follow=True).text
    ended = dict(Booking.objects.values_list("pk", "ended_why"))
    assert ended == {mine.pk: "recruiter", began.pk: "", theirs.pk: ""}
    assert {s.closed_why for s in both.slots.all() if s.recruiter == recruiter("Bram")} == {""}
    still_open = both.slots.open().of(recruiter("Nadia")).values_list("starts_at", flat=True)
    assert max(still_open) == here(26, 13, 45)


def test_who_takes_no_part_has_no_part_to_cancel(thursday: Day) -> None:
    assert desk_of(recruiter("Bram")).post(reverse("spreekuur_part_cancel", args=[thursday.pk])).status_code == 404


def test_a_talk_that_was_moved_meanwhile_is_not_cancelled(desk: Client, thursday: Day) -> None:
    """The page shows 14:00; before the button is pressed the candidate chose 14:15."""
    shown = booked(rejection(), slot(14))
    page = reverse("spreekuur_talk_cancel", args=[shown.pk])
    assert "verliest dit gesprek" in desk.get(page).text
    now = move(shown.rejection, slot=slot(14, 15).pk, key=uuid4(), who=who(by=recruiter("Nadia")), at=DURING)
    said = desk.post(page, follow=True).text
    assert "Dit gesprek is intussen verzet of afgezegd." in said
    assert "Youssef El Amrani heeft vandaag om 14:15 een gesprek met Nadia Willems. Dat blijft staan." in said
    assert Booking.objects.live().get() == now


def test_without_an_address_the_pages_say_to_call(desk: Client, thursday: Day) -> None:
    priya = booked(rejection("Priya Nair"), slot(14))
    Candidate.objects.filter(name="Priya Nair").update(email="", phone="+31612345678")
    whole = desk_of(cast.hanna()).get(reverse("spreekuur_day_cancel", args=[thursday.pk])).text
    assert "Zonder mailadres, dus bel:" in whole
    assert grouped("+31612345678") in whole
    kofi = rejection("Kofi Mensah", candidate=cast.candidate("Kofi Mensah", email=""))
    WaitingPlace.objects.create(rejection=kofi, day=thursday, joined_at=NOW)
    whole = desk_of(User.objects.get(first_name="Hanna")).get(reverse("spreekuur_day_cancel", args=[thursday.pk])).text
    assert "Kofi Mensah" in whole
    page = reverse("spreekuur_talk_cancel", args=[priya.pk])
    asked = desk.get(page).text
    assert "krijgt een mail" not in asked
    assert "Bel Priya zelf." in asked
    said = desk.post(page, follow=True).text
    assert f"Er is geen mailadres bekend, dus bel: Priya Nair, {grouped('+31612345678')}." in said
    write_talk_letters(DURING)
    assert not priya.rejection.letters.exists()


def test_who_did_not_come_and_has_no_address_is_called(desk: Client, lotte: Booking) -> None:
    Candidate.objects.filter(name="Lotte van Dijk").update(email="")
    save(desk, lotte, outcome="no-show")
    page = desk.get(reverse("spreekuur_day", args=[lotte.slot.day_id])).text
    assert "Lotte van Dijk kwam niet. Er is geen mailadres bekend, dus bel: Lotte van Dijk." in page


def test_what_was_typed_for_a_caller_stays_when_somebody_was_quicker(desk: Client, thursday: Day) -> None:
    about = rejection("Priya Nair")
    Deadline.objects.filter(rejection=about).update(met_at=NOW, met_channel="mail")
    booked(rejection(), slot(14, 0))
    typed = {"words": "Priya", "do": "book", "rejection": about.pk, "way": "site", "question": "Hoe nu verder?"}
    page = desk.post(reverse("spreekuur_book", args=[slot(14, 0).pk]), typed).text
    assert "Dit moment is net bezet." in page
    assert "Hoe nu verder?" in page


def test_the_months_say_which_ones_are_different_and_weekdays_have_their_capital(desk: Client) -> None:
    hanna = desk_of(cast.hanna())
    made = rhythm(months_ahead=1)
    make_days(NOW, cast.hospital())
    page = hanna.get(reverse("spreekuur_days")).text
    assert "Elke vierde donderdag van de maand, 13:00 tot 14:30. In december een week eerder." in page
    assert page.count("Een week eerder, in plaats van 24 december") == 1
    made.months.all().delete()
    User.objects.filter(first_name="Hanna").update(language="en")
    english = (
        desk_of(User.objects.get(first_name="Hanna")).get(reverse("spreekuur_days"), HTTP_ACCEPT_LANGUAGE="en").text
    )
    assert "Every fourth Thursday of the month, 13:00 to 14:30." in english
    assert "a week earlier" not in english


def test_a_day_without_talks_says_so_in_plain_words(thursday: Day, desk: Client) -> None:
    page = desk.get(reverse("spreekuur_day", args=[thursday.pk])).text
    assert "Geen gesprekken, zes plekken vrij." in " ".join(page.split())


def test_a_talk_of_an_earlier_day_is_found_until_it_is_written_down(lotte: Booking, desk: Client) -> None:
    days = reverse("spreekuur_days")
    assert "Nog op te schrijven" not in desk.get(days).text
    with time_machine.travel(DURING + timedelta(days=1), tick=False):
        desk = desk_of(recruiter("Nadia"))  # a session does not last the night
        page = " ".join(desk.get(days).text.split())
        here_ = reverse("spreekuur_day", args=[lotte.slot.day_id])
        assert f'<a href="{here_}">Donderdag 26 november</a>: van één gesprek is nog niet opgeschreven' in page
        assert "Nog op te schrijven" not in desk_of(recruiter("Bram")).get(days).text
        assert "Nog op te schrijven" in desk_of(cast.hanna()).get(days).text
        Booking.objects.update(state="held", ring_at=None)
        assert "Nog op te schrijven" not in desk.get(days).text
