"""What a candidate asks about their data becomes a task of a month; a complaint stops forgetting meanwhile."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from candidates.actions.data_requests import AnsweredAlready, answer
from candidates.models import DataRequest, Hold, Letter, Rejection
from tests import cast, own_cast
from tests.own_cast import LATER, at, holder, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db
IN_A_MONTH = datetime(2026, 12, 24, 9, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def rejection(sink: Sink) -> Rejection:
    return own_cast.told_by_mail()


@pytest.mark.parametrize(("word", "asks"), [("verbeteren", "correct"), ("bezwaar", "object"), ("klacht", "complaint")])
def test_it_is_a_task_with_a_due_moment_of_a_month(rejection: Rejection, word: str, asks: str) -> None:
    visitor = holder(rejection)
    sent = visitor.post(at(rejection, "own_request", word), {"what": " Mijn naam is El Amrani-Bakker "}, follow=True)
    row = DataRequest.objects.get()
    assert (row.asks, row.what, row.candidate, row.rejection, row.asked_at, row.due_at) == (
        asks, "Mijn naam is El Amrani-Bakker", rejection.candidate, rejection, LATER, IN_A_MONTH,
    )  # fmt: skip
    assert "Je krijgt uiterlijk donderdag 24 december antwoord." in words(sent)


def test_nothing_written_is_said_on_the_field(rejection: Rejection) -> None:
    sent = holder(rejection).post(at(rejection, "own_request", "klacht"), {"what": "  "})
    assert "Schrijf waar je klacht over gaat" in words(sent)
    assert not DataRequest.objects.exists()


def test_too_much_is_refused_and_stays_in_the_field(rejection: Rejection) -> None:
    sent = holder(rejection).post(at(rejection, "own_request", "klacht"), {"what": "x" * 2001})
    assert sent.status_code == 200
    assert "x" * 2001 in sent.content.decode()
    assert not DataRequest.objects.exists()


def test_what_is_added_while_it_is_open_goes_with_it_once(rejection: Rejection) -> None:
    visitor = holder(rejection)
    for words_ in ("Eerst dit", "Dan dat", "Dan dat"):
        visitor.post(at(rejection, "own_request", "verbeteren"), {"what": words_})
    row = DataRequest.objects.get()
    assert (row.what, row.due_at) == ("Eerst dit\n\nDan dat", IN_A_MONTH)
    assert "We hebben wat je schreef op 24 november." in words(visitor.get(at(rejection, "own_request", "verbeteren")))


def test_after_it_was_answered_it_can_be_asked_anew(rejection: Rejection) -> None:
    visitor = holder(rejection)
    visitor.post(at(rejection, "own_request", "bezwaar"), {"what": "Eerst dit"})
    answer(DataRequest.objects.get(), words="Gedaan", by=None, at=LATER)
    with pytest.raises(AnsweredAlready):
        answer(DataRequest.objects.get(), words="Nog eens", by=None, at=LATER)
    visitor.post(at(rejection, "own_request", "bezwaar"), {"what": "Weer"})
    assert list(DataRequest.objects.order_by("pk").values_list("what", "answer")) == [
        ("Eerst dit", "Gedaan"), ("Weer", ""),
    ]  # fmt: skip


class TestAComplaint:
    def test_holds_everything_until_a_while_after_it_is_due(self, rejection: Rejection) -> None:
        holder(rejection).post(at(rejection, "own_request", "klacht"), {"what": "Niet eerlijk"})
        hold = Hold.objects.get()
        assert (hold.until, hold.data_request, hold.placed_by) == (date(2027, 1, 21), DataRequest.objects.get(), None)
        assert "tot en met 21 januari 2027 wissen we niets" in words(own_cast.page(rejection))

    def test_keeps_the_link_alive_as_long_as_the_hold(self, rejection: Rejection) -> None:
        holder(rejection).post(at(rejection, "own_request", "klacht"), {"what": "Niet eerlijk"})
        for day, status in ((date(2027, 1, 21), 200), (date(2027, 1, 22), 404)):
            with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
                visitor = holder(rejection)
                assert visitor.get(at(rejection, "own_page")).status_code == status

    def test_another_request_holds_nothing(self, rejection: Rejection) -> None:
        holder(rejection).post(at(rejection, "own_request", "bezwaar"), {"what": "Niet eerlijk"})
        assert not Hold.objects.exists()


class TestRemoval:
    def test_the_page_says_what_is_lost_before_the_button(self, rejection: Rejection) -> None:
        shown = holder(rejection).get(at(rejection, "own_remove"))
        assert "Al je gegevens verwijderen?" in words(shown)
        assert "Dat kan niet ongedaan worden gemaakt." in words(shown)
        assert at(rejection, "own_data_file") in shown.content.decode()
        assert not DataRequest.objects.exists()

    def test_after_it_everything_is_gone_and_the_link_opens_nothing(self, rejection: Rejection) -> None:
        visitor, button, page = holder(rejection), at(rejection, "own_remove"), at(rejection, "own_page")
        assert "Je gegevens zijn verwijderd" in words(visitor.post(button))
        rejection.refresh_from_db()
        rejection.candidate.refresh_from_db()
        assert (rejection.forgotten_why, rejection.candidate.name, rejection.candidate.email) == ("asked", "–", "")
        assert (visitor.post(button).status_code, visitor.get(page).status_code) == (404, 404)

    def test_while_somebody_holds_it_the_wish_is_kept_once_for_hr(self, rejection: Rejection) -> None:
        visitor = holder(rejection)
        visitor.post(at(rejection, "own_request", "klacht"), {"what": "Niet eerlijk"})
        for _press in range(2):
            visitor.post(at(rejection, "own_remove"))
        rejection.refresh_from_db()
        assert (DataRequest.objects.filter(asks="remove").count(), rejection.forgotten_at) == (1, None)
        assert "Je vroeg dit op 24 november." in words(visitor.get(at(rejection, "own_remove")))

    def test_while_a_mail_is_leaving_it_waits(self, rejection: Rejection) -> None:
        Letter.objects.filter(rejection=rejection).update(state="sending")
        assert "Druk over een minuut nog eens" in words(holder(rejection).post(at(rejection, "own_remove")))
        rejection.refresh_from_db()
        assert rejection.forgotten_at is None

    def test_what_stands_in_its_way_is_said(self, rejection: Rejection) -> None:
        visitor = holder(rejection)
        visitor.post(at(rejection, "own_request", "klacht"), {"what": "Niet eerlijk"})
        shown = words(visitor.get(at(rejection, "own_remove")))
        assert "Er loopt een klacht of een geschil: tot en met 21 januari 2027 wissen we niets." in shown
        assert "We kunnen je gegevens nog niet verwijderen" in shown
        assert "Vraag om mijn gegevens te verwijderen" in shown
        for untrue in ("We wissen alles", "niet ongedaan", "werken niet meer", "Verwijder mijn gegevens"):
            assert untrue not in shown


def test_a_word_that_is_no_request_has_no_page(rejection: Rejection) -> None:
    assert holder(rejection).get(at(rejection, "own_request", "remove")).status_code == 404


def test_who_came_by_another_rejection_is_the_same_person(rejection: Rejection) -> None:
    other = own_cast.told_by_mail(vacancy=cast.vacancy("Analist"))
    holder(rejection).post(at(rejection, "own_request", "klacht"), {"what": "Niet eerlijk"})
    holder(other).post(at(other, "own_request", "klacht"), {"what": "Ook hier niet"})
    row = DataRequest.objects.get()
    assert (row.what, row.rejection) == ("Niet eerlijk\n\nOok hier niet", rejection)
    assert Hold.objects.count() == 1
    assert timedelta(days=28) == Hold.objects.get().until - row.due_at.date()
