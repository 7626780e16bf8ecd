"""The candidate's way, as a browser without scripts walks it: Thursday 26 November, Youssef, Nadia's six quarters."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.actions.taking_back import reopen
from candidates.models import Candidate, Deadline, FollowUp, Link, Organisation, Rejection
from candidates.rules.tokens import token_of
from spreekuur.actions.cancelling import cancel_day
from spreekuur.actions.waiting import join
from spreekuur.models import Booking, Day, Offer, Slot, WaitingPlace
from tests import cast, spreekuur_cast
from tests.spreekuur_cast import NOW, booked, here, slot, who

pytestmark = pytest.mark.django_db
PHONE = "+31612345678"


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def thursday() -> Day:
    cast.hospital()
    return spreekuur_cast.day()


@pytest.fixture
def youssef() -> Rejection:
    return spreekuur_cast.rejection(reason_details="Te weinig ervaring")


class Holder:
    """Opened the link in a mail; sends the forms that the pages show."""

    def __init__(self, about: Rejection) -> None:
        self.about, self.client = about, Client()
        self.link: Link = link_for(about, at=NOW)
        self.client.cookies[f"link-{self.link.public_id.hex}"] = token_of(bytes(self.link.seed), settings.LINK_KEY)

    def at(self, name: str = "link_page") -> str:
        return reverse(name, args=[self.link.public_id])

    def see(self, name: str = "link_page") -> Any:
        return self.client.get(self.at(name), follow=True)

    def key(self) -> str:
        return re.search(r'name="key" value="([^"]+)"', self.see().content.decode()).group(1)  # type: ignore[union-attr]  # the page shows one

    def book(self, wanted: Slot | str, **answers: Any) -> Any:
        given = {"slot": wanted.pk if isinstance(wanted, Slot) else wanted, "way": "site", "key": uuid.uuid4()}
        return self.client.post(self.at(), given | answers)

    def send(self, name: str, **answers: Any) -> Any:
        return self.client.post(self.at(name), answers)


@pytest.fixture
def holder(youssef: Rejection) -> Holder:
    return Holder(youssef)


def words(response: Any) -> str:
    text = re.sub(r"<(title|style)[^>]*>.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(text).split())


def test_the_page_offers_a_moment_a_way_and_what_to_talk_about(holder: Holder) -> None:
    page = holder.see()
    assert "Dag Youssef." in words(page)
    assert "Donderdag 26 november met Nadia Willems" in words(page)
    assert page.content.decode().count('name="slot"') == 6
    assert "Kamer 1.12, naast de balie" in words(page)
    assert "Tijd in Amsterdam. Een gesprek duurt 15 minuten." in words(page)


def four_months() -> None:
    for month in (12, 1, 2):
        spreekuur_cast.day(spreekuur_cast.THURSDAY.replace(month=month, day=17, year=2026 if month == 12 else 2027))


@pytest.mark.parametrize("name", ["link_page", "book_choose", "book_move"])
def test_the_nearest_moments_are_shown_and_one_press_shows_them_all(holder: Holder, name: str) -> None:
    four_months()
    if name == "book_move":
        holder.book(slot(14, 15, of=Day.objects.get(date=spreekuur_cast.THURSDAY.replace(year=2027, month=2, day=17))))
    page = holder.see(name)
    assert page.content.decode().count('name="slot"') == 18
    (more,) = re.findall(r'<a href="([^"]+)">Toon alle momenten</a>', page.content.decode())
    whole = holder.client.get(holder.at(name) + more.partition("#")[0])
    assert whole.content.decode().count('name="slot"') == (23 if name == "book_move" else 24)
    assert f'id="{more.partition("#")[2]}"' in whole.content.decode()
    assert "Toon alle" not in words(whole)


def test_a_form_that_comes_back_shows_every_moment_and_what_was_typed(holder: Holder) -> None:
    four_months()
    last = Slot.objects.in_order().last()
    page = holder.book(last, way="", question="Blijft staan")  # type: ignore[arg-type]  # there are four days
    assert page.content.decode().count('name="slot"') == 24
    assert re.search(rf'name="slot" value="{last.pk}" [^>]*checked', page.content.decode())  # type: ignore[union-attr]  # there are four days
    assert "Blijft staan" in words(page)


def test_the_next_three_moments_are_on_the_page_wherever_they_are(holder: Holder) -> None:
    four_months()
    wanted = Slot.objects.in_order()[20]
    booked(spreekuur_cast.rejection("Lotte Smit"), wanted)
    text = holder.book(wanted).content.decode()
    places = re.findall(r'<a href="#(id_slot_\d_\d)"', text)
    assert (len(places), [place for place in places if f'id="{place}"' not in text]) == (3, [])


def test_booking_leads_to_what_when_with_whom_and_what_happens_next(holder: Holder) -> None:
    answer = holder.book(slot(13, 15), way="site", topics=["letter", "search"], question="Telt vrijwilligerswerk?")
    assert (answer.status_code, answer["Location"]) == (303, holder.at())

    made = Booking.objects.get()
    assert (made.slot, made.way, made.topics, made.question) == (
        slot(13, 15),
        "site",
        ["letter", "search"],
        "Telt vrijwilligerswerk?",
    )
    page = words(holder.see())
    assert "Je gesprek staat vast" in page
    assert "Donderdag 26 november, 13:15 tot 13:30 uur" in page
    assert "Nadia Willems" in page
    assert "begint met “yo”" in page
    assert "Afzeggen kan tot donderdag 26 november 9:00 uur, zonder reden." in page


def test_pages_say_nothing_of_the_decision_nor_how_to_reach_the_candidate(holder: Holder, youssef: Rejection) -> None:
    Candidate.objects.update(phone=PHONE)
    shown = [holder.see()]
    holder.book(slot(13), way="phone")
    shown += [holder.see(), holder.see("book_move"), holder.see("book_cancel")]
    for page in shown:
        text = page.content.decode()
        for secret in (
            "El Amrani",
            "youssef@",
            "0612345678",
            "12345678",
            youssef.vacancy.title,
            "Te weinig",
            "fgewezen",
            "fwijzing",
        ):
            assert secret not in text
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
        assert "noindex" in page["X-Robots-Tag"]
    assert "eindigt op 78" in words(shown[1])


def test_a_number_is_asked_for_a_call_when_none_is_known(holder: Holder) -> None:
    refused = holder.book(slot(13), way="phone", question="Blijft staan")
    assert "Vul het nummer in waarop we je kunnen bellen" in words(refused)
    assert "Blijft staan" in words(refused)
    assert "Fout: " in refused.content.decode()
    holder.book(slot(13), way="phone", phone="06 12 34 56 78")
    assert str(Booking.objects.get().phone) == PHONE


def test_a_known_number_is_not_asked(holder: Holder) -> None:
    Candidate.objects.update(phone=PHONE)
    assert 'name="phone"' not in holder.see().content.decode()
    holder.book(slot(13), way="phone")
    assert Booking.objects.get().phone == ""


@pytest.mark.parametrize("bad", ["", "x", "-1", "9" * 40, "٣"])
def test_a_moment_that_is_none_is_an_error_on_its_field(holder: Holder, bad: str) -> None:
    answer = holder.book(bad, question="Blijft staan")
    assert answer.status_code == 200
    assert "Blijft staan" in words(answer)
    assert Booking.objects.count() == 0


def test_a_way_that_day_does_not_offer_is_refused(holder: Holder, thursday: Day) -> None:
    spreekuur_cast.day(spreekuur_cast.THURSDAY.replace(day=27))
    Day.objects.filter(pk=thursday.pk).update(ways=["phone"])
    assert "Op deze dag kan dat niet" in words(holder.book(slot(13, of=thursday), way="site"))


def test_taken_meanwhile_is_told_with_all_answers_kept_and_the_next_three_moments(holder: Holder) -> None:
    booked(spreekuur_cast.rejection("Lotte Smit"), slot(13, 15))
    answer = holder.book(slot(13, 15), way="video", topics=["reason"], question="Waarom niet?")

    assert answer.status_code == 409
    page, text = words(answer), answer.content.decode()
    assert "Iemand was je net voor" in page
    for hour, minute, is_named in ((13, 30, True), (13, 45, True), (14, 0, True), (14, 15, False)):
        assert (f"donderdag 26 november om {hour}:{minute:02d} uur, met Nadia Willems" in page) is is_named
    assert "Waarom niet?" in page
    assert re.search(r'value="video"[^>]*checked', text)
    assert re.search(r'value="reason"[^>]*checked', text)
    for place in re.findall(r'<a href="#(id_slot_\d_\d)"', text):
        assert f'id="{place}"' in text
    assert f'value="{slot(13, 15).pk}" id="id_slot' not in text


def test_the_same_form_twice_is_one_appointment(holder: Holder) -> None:
    key = holder.key()
    for _press in range(3):
        assert holder.book(slot(13), key=key).status_code == 303
    assert holder.book(slot(14), key=key).status_code == 303
    assert [b.slot for b in Booking.objects.all()] == [slot(13)]


def test_somebody_with_an_appointment_sees_it_on_every_old_link_and_books_no_second(holder: Holder) -> None:
    holder.book(slot(13))
    assert holder.book(slot(14)).status_code == 303
    assert Booking.objects.count() == 1
    for name in ("link_page", "book_choose"):
        assert "Je gesprek staat vast" in words(holder.see(name))


def test_moving_keeps_the_wishes(holder: Holder) -> None:
    holder.book(slot(13), question="Blijft dit?")
    assert "Nu is het op donderdag 26 november om 13:00 uur" in words(holder.see("book_move"))
    answer = holder.send("book_move", slot=slot(14).pk, key=uuid.uuid4())
    assert answer.status_code == 303
    assert "14:00 tot 14:15 uur" in words(holder.see())
    assert Booking.objects.live().get().question == "Blijft dit?"


def test_moving_to_a_taken_moment_leaves_the_old_one(holder: Holder) -> None:
    holder.book(slot(13))
    booked(spreekuur_cast.rejection("Lotte Smit"), slot(14))
    answer = holder.send("book_move", slot=slot(14).pk, key=uuid.uuid4())
    assert answer.status_code == 409
    assert "Iemand was je net voor" in words(answer)
    assert "13:00 tot 13:15 uur" in words(holder.see())


def test_after_three_moves_the_page_says_so(holder: Holder) -> None:
    holder.book(slot(13))
    for minute in (15, 30, 45):
        holder.send("book_move", slot=slot(13, minute).pk, key=uuid.uuid4())
    page = words(holder.see())
    assert "Je hebt het zo vaak verzet als mogelijk is." in page
    assert holder.at("book_move") not in holder.see().content.decode()
    holder.send("book_move", slot=slot(14).pk, key=uuid.uuid4())
    assert Booking.objects.live().get().slot == slot(13, 45)


def test_cancelling_asks_once_and_then_offers_to_choose(holder: Holder) -> None:
    holder.book(slot(13))
    assert "Het gesprek op donderdag 26 november om 13:00 uur afzeggen?" in words(holder.see("book_cancel"))
    holder.send("book_cancel")
    page = words(holder.see())
    assert "Je gesprek op donderdag 26 november om 13:00 uur is afgezegd." in page
    assert "Kies een moment voor je gesprek" in page


def test_after_the_cut_off_there_is_the_phone_number(holder: Holder, now: Any) -> None:
    holder.book(slot(13))
    now.move_to(here(26, 9))
    page = holder.see()
    assert "Verzetten of afzeggen kan hier niet meer. Bel ons: 088" in words(page)
    for name in ("book_move", "book_cancel"):
        assert holder.at(name) not in page.content.decode()
        assert holder.client.get(holder.at(name)).status_code == 303
    holder.send("book_cancel"), holder.send("book_move", slot=slot(14).pk, key=uuid.uuid4())
    assert Booking.objects.live().get().slot == slot(13)


def test_a_full_day_offers_another_day_or_the_waiting_list(holder: Holder) -> None:
    spreekuur_cast.day(spreekuur_cast.THURSDAY.replace(month=12, day=17))
    fill(spreekuur_cast.THURSDAY.day)
    page = words(holder.see())
    assert "Dit spreekuur is vol" in page
    assert "Alle gesprekken van donderdag 26 november zijn bezet." in page
    assert "Donderdag 17 december" in page
    holder.send("book_wait", do="join", day=Day.objects.get(date=spreekuur_cast.THURSDAY).pk)
    assert "Je staat op de wachtlijst" in words(holder.see())
    assert "Je bent de eerste." in words(holder.see())
    assert "Donderdag 17 december" in words(holder.see("book_choose"))
    holder.send("book_wait", do="leave")
    assert WaitingPlace.objects.get().state == "left"


@pytest.mark.parametrize("day", ["", "x", "9" * 30, "12345"])
def test_a_day_that_is_none_is_joined_by_nobody(holder: Holder, day: str) -> None:
    assert holder.send("book_wait", do="join", day=day).status_code == 303
    assert WaitingPlace.objects.count() == 0


def test_an_offer_is_accepted_on_the_same_page_as_any_booking(holder: Holder, thursday: Day) -> None:
    offered = offer_to(holder, thursday)
    page = holder.see()
    assert "Er is een moment vrijgekomen voor jou" in words(page)
    assert "Tot woensdag 25 november 12:00 uur is het alleen van jou." in words(page)
    wrong = holder.book(offered.slot, way="")
    assert "Er is een moment vrijgekomen voor jou" in words(wrong)
    holder.book(offered.slot)
    assert Booking.objects.live().get(rejection=holder.about).slot == offered.slot
    assert Offer.objects.get().state == "accepted"


def test_an_offer_that_ran_out_is_told_as_it_stands(holder: Holder, thursday: Day, now: Any) -> None:
    offered = offer_to(holder, thursday)
    now.move_to(here(25, 12))
    assert "Je staat op de wachtlijst" in words(holder.see())
    Offer.objects.update(state="lapsed")
    WaitingPlace.objects.update(state="lapsed")
    booked(spreekuur_cast.rejection("Gijs Blom"), offered.slot, at=here(25, 12))
    assert "Dit spreekuur is vol" in words(holder.see())


def test_declining_keeps_the_place(holder: Holder, thursday: Day) -> None:
    offer_to(holder, thursday)
    holder.send("book_wait", do="decline")
    assert (Offer.objects.get().state, WaitingPlace.objects.get().state) == ("declined", "waiting")


def test_without_a_spreekuur_the_link_asks_what_somebody_would_like_to_know(holder: Holder) -> None:
    Slot.objects.update(state="closed", closed_why="hand", taken_time=None)
    assert "Dag Youssef, wil je feedback?" in words(holder.see())
    assert "Schrijf op wat je wilt weten" in words(holder.send("book_ask", what=" "))
    for _press in range(2):
        holder.send("book_ask", what="Wat kan er beter aan mijn brief?")
    asked = FollowUp.objects.get()
    assert (asked.kind, asked.what, asked.due_at, asked.owner) == (
        "request",
        "Wat kan er beter aan mijn brief?",
        here(26, 17),
        holder.about.recruiter,
    )
    assert "Nadia antwoordt je uiterlijk donderdag 26 november om 17:00 uur." in words(holder.see())


def test_a_cancelled_day_is_told_with_new_moments(holder: Holder, thursday: Day) -> None:
    holder.book(slot(13))
    spreekuur_cast.day(spreekuur_cast.THURSDAY.replace(day=27))
    cancel_day(thursday, why="ziek", by=holder.about.recruiter, organisation=Organisation.objects.get(), at=NOW)
    page = words(holder.see())
    assert "Je gesprek op donderdag 26 november om 13:00 uur kan niet doorgaan." in page
    assert "Vrijdag 27 november" in page
    assert "ziek" not in page


def test_a_decision_that_is_looked_at_anew_is_told_by_when(holder: Holder) -> None:
    Deadline.objects.update(met_at=NOW, met_channel="mail")
    reopen(holder.about, by=holder.about.recruiter, why="Cv verkeerd gelezen", at=NOW)
    page = words(holder.see())
    assert "We kijken opnieuw" in page
    assert "Cv verkeerd" not in page
    holder.book(slot(13))
    assert Booking.objects.count() == 0


def test_after_the_talk_the_page_thanks(holder: Holder, now: Any) -> None:
    holder.book(slot(13))
    now.move_to(here(26, 13, 20))
    assert "Dit gesprek heb je gehad" in words(holder.see())
    Booking.objects.update(state="held", ring_at=None)
    assert "Dank voor het gesprek" in words(holder.see())


def test_a_link_that_books_without_end_is_asked_to_call(holder: Holder) -> None:
    for _time in range(12):
        holder.book(slot(13))
        holder.send("book_cancel")
    answer = holder.book(slot(13))
    assert answer.status_code == 429
    assert "Bel of mail:" in words(answer)


def test_the_page_speaks_english_when_the_candidate_does(youssef: Rejection) -> None:
    Rejection.objects.update(language="en")
    holder = Holder(Rejection.objects.get())
    assert "Choose a moment for your talk" in words(holder.see())
    holder.book(slot(13))
    assert Booking.objects.get().language == "en"


def test_a_page_of_another_link_stays_closed(holder: Holder) -> None:
    other = Holder(spreekuur_cast.rejection("Lotte Smit"))
    for name in ("link_page", "book_move", "book_cancel", "book_wait", "book_choose"):
        assert holder.client.get(other.at(name)).status_code == 404
    assert holder.client.post(other.at(), {"slot": slot(13).pk, "way": "site"}).status_code == 404
    assert Booking.objects.count() == 0


def queries(act: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        act()
    return len(caught)


def test_the_page_asks_the_database_four_times_however_much_was_booked(holder: Holder) -> None:
    fresh = queries(holder.see)
    fill(26, leave=1)
    assert (fresh, queries(holder.see)) == (4, 4)


def test_choosing_and_the_page_after_it_ask_twenty_times_at_most(holder: Holder) -> None:
    wanted, other = slot(13), slot(14)
    asked = queries(holder.see) + queries(lambda: holder.book(wanted))
    moved = queries(lambda: holder.see("book_move"))
    moved += queries(lambda: holder.send("book_move", slot=other.pk, key=uuid.uuid4()))
    assert Booking.objects.live().get().slot == other
    assert (asked <= 20, queries(holder.see), moved <= 25) == (True, 4, True), (asked, moved)


def fill(day: int, *, leave: int = 0) -> None:
    free = [s for s in Slot.objects.in_order() if s.starts_at.day == day]
    for n, one in enumerate(free[: len(free) - leave]):
        booked(spreekuur_cast.rejection(f"Kandidaat{n} Test"), one)


def offer_to(holder: Holder, day: Day) -> Offer:
    """All is taken, Youssef waits, and Kandidaat0 cancels."""
    fill(day.date.day)
    join(holder.about, day=day.pk, language="nl", who=who(holder.about), at=NOW)
    first = Rejection.objects.get(candidate__name="Kandidaat0 Test")
    Holder(first).send("book_cancel")
    return Offer.objects.get(state="open", until__gt=NOW + timedelta(hours=2))
