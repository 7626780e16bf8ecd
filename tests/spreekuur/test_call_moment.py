from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.calls import log_attempt
from candidates.actions.links import link_for
from candidates.forms.call_moments import as_value
from candidates.models import CallMoment, CallOutcome, Deadline, FollowUp, Link, Rejection, TakenFor, TakenTime
from candidates.queries.call_moments import live_moment
from candidates.queries.prepared import EXECUTE
from candidates.rules.limits import CALL_MOMENT
from candidates.rules.tokens import token_of
from spreekuur.models import Booking
from tests import cast, spreekuur_cast
from tests.call_cast import NOW, SAID, asked, called_twice

pytestmark = pytest.mark.django_db

ELEVEN = datetime(2026, 11, 24, 10, tzinfo=UTC)  # on the clock in Amsterdam
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def hospital() -> Any:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        yield


@pytest.fixture
def rejection() -> Rejection:
    return asked(reason_details="Te weinig ervaring")


def opened(client: Client, rejection: Rejection) -> Any:
    link = link_for(rejection, at=NOW)
    return client.get(reverse("link_enter", args=[token_of(bytes(link.seed), settings.LINK_KEY)]), follow=True)


def address(rejection: Rejection) -> str:
    return reverse("call_moment", args=[Link.objects.get(rejection=rejection).public_id])


def press(client: Client, rejection: Rejection, do: str = "choose", **typed: str) -> Any:
    return client.post(address(rejection), {"do": do, **typed}, follow=True)


def choose(client: Client, rejection: Rejection, moment: datetime = ELEVEN) -> Any:
    return press(client, rejection, moment=as_value(moment))


class Reader(HTMLParser):
    """The words somebody reads, and the moments that are offered."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.said: list[str] = []
        self.offered: list[str] = []
        self.feed(page.content.decode())

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name") == "moment":
            self.offered.append(str(given["value"]))

    @property
    def words(self) -> str:
        return " ".join("".join(self.said).split())


def test_the_link_leads_to_the_moments_that_are_free(client: Client, rejection: Rejection) -> None:
    page = opened(client, rejection)
    assert page.redirect_chain[-1][0] == address(rejection)
    read = Reader(page)
    assert read.offered[0] == "2026-11-24T09:45Z"
    assert read.offered[-1] == "2026-11-25T15:00Z"
    assert len(read.offered) == 7 + 8  # the first of each hour
    assert "Dag Daniëlle. Nadia wil je graag bellen." in read.words
    assert "Toon alle momenten" in read.words

    whole = Reader(client.get(f"{address(rejection)}?all"))
    assert whole.offered[-1] == "2026-11-25T15:45Z"
    assert len(whole.offered) == 25 + 32
    assert "Toon alle momenten" not in whole.words


def test_nothing_of_job_stage_or_decision_stands_there(client: Client, rejection: Rejection) -> None:
    pages = [opened(client, rejection), choose(client, rejection), press(client, rejection, "give_up")]
    Deadline.objects.update(due_at=NOW)
    pages += [client.get(address(rejection)), press(client, rejection, "wish", when="na vier uur")]
    for page in pages:
        source = page.content.decode()
        for secret in (
            "Bakker", "danielle@", rejection.vacancy.title, "Te weinig", "fgewezen", "fwijzing", "eedback", "besluit",
            "interview", "Willems", "spreekuur",
        ):  # fmt: skip
            assert secret not in source.replace("/static/feedback_portal/", "")


def test_a_visit_changes_nothing(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        for _visit in range(3):
            client.get(address(rejection))
            client.head(address(rejection))
    only_read = ("SELECT", EXECUTE, "SAVEPOINT", "RELEASE")
    assert [q["sql"] for q in asked_for if not q["sql"].startswith(only_read)] == []


def test_choosing_says_when_and_is_seen_by_the_recruiter(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    words = Reader(choose(client, rejection)).words
    assert "Nadia belt je" in words
    assert "Dinsdag 24 november, 11:00" in words
    assert "Veranderen kan tot dinsdag 24 november 10:30." in words

    nadia = Client()
    nadia.force_login(rejection.recruiter)
    assert "Daniëlle koos vandaag 11:00" in Reader(nadia.get(reverse("today"))).words
    page = nadia.get(reverse("call", args=[rejection.public_id]))
    assert "Daniëlle koos vandaag om 11:00." in Reader(page).words


def test_who_comes_second_gets_a_kind_page_with_the_next_three(client: Client, rejection: Rejection) -> None:
    other = asked(name="Lotte Smit", email="lotte@example.org")
    opened(client, rejection), opened(client, other)
    choose(client, rejection)
    page = choose(client, other)
    read = Reader(page)
    assert page.status_code == 409
    assert "Iemand was je net voor" in read.words
    assert read.offered == [as_value(ELEVEN + n * QUARTER) for n in (1, 2, 3)]
    assert choose(client, other, ELEVEN + QUARTER).status_code == 200
    assert TakenTime.objects.count() == 2


def test_losing_a_change_keeps_the_first_choice(client: Client, rejection: Rejection) -> None:
    other = asked(name="Lotte Smit", email="lotte@example.org")
    opened(client, rejection), opened(client, other)
    choose(client, other, ELEVEN + QUARTER)
    choose(client, rejection)
    page = choose(client, rejection, ELEVEN + QUARTER)
    assert page.status_code == 409
    assert "Nadia belt je" in Reader(page).words
    assert live_moment(rejection).starts_at == ELEVEN


def test_it_can_be_changed_and_given_up_until_shortly_before(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    choose(client, rejection)
    choose(client, rejection, ELEVEN + 2 * QUARTER)
    assert live_moment(rejection).starts_at == ELEVEN + 2 * QUARTER

    with time_machine.travel(ELEVEN + timedelta(minutes=1), tick=False):
        for page in (choose(client, rejection, ELEVEN + 5 * QUARTER), press(client, rejection, "give_up")):
            assert "het is bijna zover" in Reader(page).words
    assert live_moment(rejection).starts_at == ELEVEN + 2 * QUARTER

    assert Reader(press(client, rejection, "give_up")).offered
    assert (live_moment(rejection), TakenTime.objects.count()) == (None, 0)


def test_no_moment_left_says_so_and_puts_a_wish_on_the_list(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    with time_machine.travel(datetime(2026, 11, 25, 15, 31, tzinfo=UTC), tick=False):
        read = Reader(client.get(address(rejection)))
        assert read.offered == []
        assert "Er is geen moment meer vrij" in read.words
        assert "vóór woensdag 25 november 17:00" in read.words
        assert not FollowUp.objects.exists()

        words = Reader(press(client, rejection, "wish", when="na vier uur")).words
        assert "Nadia weet dat je gebeld wilt worden" in words
        wish = FollowUp.objects.get()
        assert (wish.kind, wish.what, wish.due_at) == ("call_wish", "na vier uur", rejection.deadlines.get().due_at)

        nadia = Client()
        nadia.force_login(rejection.recruiter)
        assert "Wil gebeld worden" in Reader(nadia.get(reverse("today"))).words
        page = Reader(nadia.get(reverse("call", args=[rejection.public_id])))
        assert "na vier uur" in page.words


def test_after_the_due_moment_the_nearest_moments_are_offered_and_the_case_stays_late(
    client: Client, rejection: Rejection
) -> None:
    opened(client, rejection)
    late = datetime(2026, 11, 26, 9, tzinfo=UTC)  # a Thursday, ten o'clock in Amsterdam
    with time_machine.travel(late, tick=False):
        read = Reader(client.get(f"{address(rejection)}?all"))
        assert (read.offered[0], read.offered[-1]) == ("2026-11-26T09:30Z", "2026-11-30T15:45Z")
        assert "vóór" not in read.words
        words = Reader(choose(client, rejection, datetime(2026, 11, 26, 10, tzinfo=UTC))).words
        assert "Donderdag 26 november, 11:00" in words
        assert choose(client, rejection, datetime(2026, 12, 1, 10, tzinfo=UTC)).status_code == 409
    assert Deadline.objects.late(late).filter(rejection=rejection).exists()


def test_who_is_busy_these_days_can_still_be_asked_to_call(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    busy = datetime(2026, 11, 26, 6, tzinfo=UTC), datetime(2026, 11, 30, 18, tzinfo=UTC)
    TakenTime.objects.create(recruiter=rejection.recruiter, during=busy, taken_for=TakenFor.ABSENCE)
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=False):
        read = Reader(client.get(address(rejection)))
        assert (read.offered, "Er is geen moment meer vrij" in read.words) == ([], True)
        press(client, rejection, "wish")
        assert FollowUp.objects.get().due_at == datetime(2026, 11, 26, 16, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "morgen", "2026-11-24T10:00", "9999-99-99T00:00Z"])
def test_what_is_no_moment_is_said_on_its_field(client: Client, rejection: Rejection, typed: str) -> None:
    opened(client, rejection)
    page = press(client, rejection, moment=typed)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"moment"}
    assert not CallMoment.objects.exists()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00Z", "9998-12-31T23:45Z", "2026-11-24T10:07Z"])
def test_a_moment_that_was_never_offered_is_not_taken(client: Client, rejection: Rejection, moment: str) -> None:
    opened(client, rejection)
    assert press(client, rejection, moment=moment).status_code == 409
    assert not CallMoment.objects.exists()


def test_once_told_the_link_is_for_getting_in_touch(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    choose(client, rejection)
    log_attempt(rejection, outcome=CallOutcome.REACHED, said=SAID, minutes=5, by=rejection.recruiter, at=NOW)
    page = client.get(address(rejection), follow=True)
    assert page.redirect_chain[-1][0] == reverse("link_page", args=[Link.objects.get().public_id])
    assert press(client, rejection).redirect_chain[-1][0] == page.redirect_chain[-1][0]


def test_who_was_not_asked_sees_no_moments(client: Client) -> None:
    page = opened(client, called_twice())
    assert Reader(page).offered == []
    assert "Wil je feedback?" in Reader(page).words


def test_only_who_opened_the_link_may_choose(client: Client, rejection: Rejection) -> None:
    assert client.get(address(rejection)).status_code == 404
    assert choose(client, rejection).status_code == 404
    assert not CallMoment.objects.exists()


def test_the_answer_is_not_kept_not_indexed_and_tells_no_other_site(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    for page in (client.get(address(rejection)), client.post(address(rejection), {})):
        assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
        assert page["Referrer-Policy"] == "same-origin"


def test_a_form_from_elsewhere_is_refused(rejection: Rejection) -> None:
    strict = Client(enforce_csrf_checks=True)
    opened(strict, rejection)
    assert choose(strict, rejection).status_code == 403


def test_choosing_without_end_is_stopped(client: Client, rejection: Rejection) -> None:
    opened(client, rejection)
    answers = [choose(client, rejection, ELEVEN + n % 2 * QUARTER).status_code for n in range(CALL_MOMENT.tokens + 1)]
    assert answers == [200] * CALL_MOMENT.tokens + [429]


def test_it_speaks_the_language_of_the_candidate(client: Client) -> None:
    words = Reader(opened(client, asked(language="en"))).words
    assert "Hello Daniëlle. Nadia would like to call you." in words


def test_however_much_is_taken_the_page_asks_the_same_number_of_questions(
    client: Client, rejection: Rejection, django_assert_num_queries: Any
) -> None:
    opened(client, rejection)
    with CaptureQueriesContext(connection) as one:
        client.get(address(rejection))
        questions = len(one)
    for number in range(3):
        other = asked(name=f"Kandidaat{number} X", email=f"k{number}@example.org")
        opened(client, other)
        choose(client, other, ELEVEN + number * QUARTER)
    with django_assert_num_queries(questions):
        client.get(address(rejection))


@pytest.mark.parametrize("name", ["book_choose", "book_wait", "book_move", "book_cancel", "booking_calendar"])
def test_nothing_of_a_talk_stands_anywhere_before_the_call(client: Client, rejection: Rejection, name: str) -> None:
    """The page that offers a talk says that it is no new interview: so it would tell the decision."""
    spreekuur_cast.day()
    opened(client, rejection)
    answer = client.get(reverse(name, args=[Link.objects.get(rejection=rejection).public_id]))
    assert (answer.status_code, answer["Location"]) == (302, address(rejection))


@pytest.mark.parametrize("name", ["link_page", "book_wait", "book_ask"])
def test_who_waits_for_the_call_books_no_talk(client: Client, rejection: Rejection, name: str) -> None:
    spreekuur_cast.day()
    opened(client, rejection)
    here = reverse(name, args=[Link.objects.get(rejection=rejection).public_id])
    answer = client.post(here, {"slot": spreekuur_cast.slot(13).pk, "way": "site", "what": "Waarom?"})
    assert (answer.status_code, answer["Location"]) == (302, address(rejection))
    assert (Booking.objects.count(), FollowUp.objects.count()) == (0, 0)
