"""The clock over questions about data and over consents: each word once, no names to colleagues."""

from datetime import date, timedelta

import pytest

from candidates.actions.data_requests import answer
from candidates.actions.request_clock import watch_requests
from candidates.actions.talent_pool import ask_consents_again
from candidates.letters.staff_words import put_into_words
from candidates.models import Candidate, Consent, Letter, Organisation
from candidates.rules.holds import latest_end, may_end
from candidates.rules.marks import LEAVE_MARKS, OWN_MARK
from tests import cast
from tests.privacy_cast import A_DAY, NOW, asked, in_pool, told

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


def told_to() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(user__isnull=False).order_by("pk").values_list("kind", "user__first_name"))


def test_hr_hears_a_week_before_and_when_it_is_late_each_once() -> None:
    cast.hanna()
    request = asked(told())
    watch_requests(request.due_at - 7 * A_DAY - MINUTE)
    assert told_to() == []
    for minutes in (0, 1, 5):
        watch_requests(request.due_at - 7 * A_DAY + minutes * MINUTE)
    watch_requests(request.due_at)
    assert told_to() == [("request_soon", "Hanna")]
    for minutes in (1, 2, 3000):
        watch_requests(request.due_at + minutes * MINUTE)
    assert told_to() == [("request_soon", "Hanna"), ("request_late", "Hanna")]


def test_what_is_answered_rings_no_more_and_what_is_late_at_once_is_not_reminded_of() -> None:
    hanna = cast.hanna()
    request = asked(told("Anna A"))
    answer(request, words="Gedaan", by=hanna, at=NOW)
    late = asked(told("Bea B"))
    watch_requests(late.due_at + A_DAY)
    assert told_to() == [("request_late", "Hanna")]


def test_every_manager_gets_one_and_nobody_is_named_in_it() -> None:
    cast.hanna(), cast.person("Henk", "hr-manager")
    request = asked(told("Anna Achternaam"), what="Ik ben Anna")
    watch_requests(request.due_at - A_DAY), watch_requests(request.due_at + A_DAY)
    assert sorted(told_to()) == [
        ("request_late", "Hanna"), ("request_late", "Henk"), ("request_soon", "Hanna"), ("request_soon", "Henk"),
    ]  # fmt: skip
    organisation = Organisation.objects.current()
    for letter in Letter.objects.filter(user__isnull=False):
        said = put_into_words(letter, organisation)
        whole = said.subject + said.text + said.html
        assert f"/gegevens/vraag/{request.public_id}/" in whole
        assert "24 december" in whole
        for name in ("Anna", "Achternaam", "anna@example.org", "Planner"):
            assert name not in whole


def test_a_consent_is_asked_again_once_a_month_before_it_ends() -> None:
    rejection = told()
    consent = in_pool(rejection, "Zorg")
    assert consent.until == date(2027, 11, 24)
    before = NOW + timedelta(days=334)
    assert [ask_consents_again(before), ask_consents_again(before + A_DAY), ask_consents_again(before + A_DAY)] == [
        0,
        1,
        0,
    ]
    letter = Letter.objects.get()
    assert (letter.kind, letter.candidate, letter.link.rejection, letter.approved_by) == (
        "consent_again", rejection.candidate, rejection, rejection.recruiter,
    )  # fmt: skip
    assert "Dat doen we tot en met 24 november 2027. Het ging om: Zorg." in letter.text
    assert OWN_MARK in letter.text
    assert LEAVE_MARKS["talentpool"] in letter.text
    consent.refresh_from_db()
    assert consent.asked_again_at == before + A_DAY


def test_who_cannot_be_written_to_or_said_no_is_not_asked() -> None:
    in_pool(told("Anna A"))
    Candidate.objects.update(email="")
    no_more = in_pool(told("Bea B"))
    Consent.objects.filter(pk=no_more.pk).update(ended_at=NOW, ended_why="withdrawn")
    assert ask_consents_again(NOW + timedelta(days=340)) == 0
    assert not Letter.objects.exists()


def test_a_hold_ends_within_a_year_also_after_a_leap_day() -> None:
    assert latest_end(date(2028, 2, 29)) == date(2029, 2, 28)
    today = date(2026, 11, 24)
    found = [may_end(today + timedelta(days=days), today) for days in (-1, 0, 365, 366)]
    assert found == [False, True, True, False]


def test_where_hr_has_nobody_yet_the_first_manager_is_still_reminded() -> None:
    request = asked(told())
    watch_requests(request.due_at - 2 * A_DAY)
    cast.hanna()
    watch_requests(request.due_at - A_DAY)
    assert told_to() == [("request_soon", "Hanna")]
