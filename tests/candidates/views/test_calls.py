import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import (
    CallAttempt,
    Deadline,
    Feedback,
    FollowUp,
    Letter,
    Organisation,
    Override,
    Rejection,
    TakenFor,
    TakenTime,
    User,
    WrittenRoute,
)
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged
from tests.letter_cast import to_candidate

pytestmark = pytest.mark.django_db

POINTS = {
    "went_well": "Je voorbeeld was helder.",
    "why_not": "De functie vraagt ervaring.",
    "advice": "Schrijf drie voorbeelden op.",
}


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia()
    client.force_login(nadia)
    return nadia


@pytest.fixture
def rejection(nadia: User) -> Rejection:
    now = timezone.now()
    return logged(by=nadia, stage=Stage.LATE_STAGE, at=now, decided_at=now)


def press(client: Client, page: str, rejection: Rejection, result: str, **typed: str):  # type: ignore[no-untyped-def]  # the client's answer
    return client.post(reverse(page, args=[rejection.public_id]), {"result": result, **typed})


@pytest.mark.parametrize("result", ["voicemail", "no_answer", "wrong_number"])
def test_an_attempt_leaves_the_clock_running_and_keeps_what_was_typed(
    client: Client, rejection: Rejection, result: str
) -> None:
    assert press(client, "call", rejection, result, went_well="Half af").status_code == 302
    assert rejection.deadlines.get(kind="tell").met_at is None
    assert list(rejection.calls.values_list("outcome", flat=True)) == [result]
    assert Feedback.objects.get(rejection=rejection).went_well == "Half af"


def test_reached_stops_the_clock(client: Client, rejection: Rejection, nadia: User) -> None:
    press(client, "call", rejection, "reached", minutes="7", **POINTS)
    told = rejection.deadlines.get(kind="tell")
    assert (told.met_channel, told.met_by) == ("call", nadia)
    assert told.met_at == rejection.calls.get().at
    assert rejection.calls.get().minutes == 7
    assert rejection.deadlines.get(kind="talk").met_at is None


def test_reached_without_the_three_points_says_which_and_keeps_the_rest(client: Client, rejection: Rejection) -> None:
    page = press(client, "call", rejection, "reached", went_well="Je voorbeeld was helder.", note="Belde terug")
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"why_not", "advice"}
    assert "Je voorbeeld was helder." in page.content.decode()
    assert "Belde terug" in page.content.decode()
    assert not CallAttempt.objects.exists()


def test_pressing_twice_is_one_call(client: Client, rejection: Rejection) -> None:
    for _press in range(2):
        press(client, "call", rejection, "reached", **POINTS)
    assert rejection.calls.count() == 1


def test_the_written_way_opens_after_two_attempts_and_asks_why(client: Client, rejection: Rejection) -> None:
    feedback = reverse("feedback", args=[rejection.public_id])
    press(client, "call", rejection, "no_answer")
    assert press(client, "call", rejection, "write", why="not_reached")["Location"] != feedback
    assert not WrittenRoute.objects.exists()

    press(client, "call", rejection, "voicemail")
    page = press(client, "call", rejection, "write", went_well="Half af")
    assert set(page.context["route"].errors) == {"why"}
    assert "Half af" in page.content.decode()

    page = press(client, "call", rejection, "write", why="no_moment", details="Zij werkt nachtdiensten.")
    assert page["Location"] == feedback
    route = rejection.written_route
    assert (route.why, route.details, route.attempts) == ("no_moment", "Zij werkt nachtdiensten.", 2)
    assert route.by == rejection.recruiter


def test_a_talk_agreed_on_for_later_is_not_late_before_that_day_is_over(client: Client, rejection: Rejection) -> None:
    due = rejection.deadlines.get(kind="talk").due_at
    later = (due + timedelta(days=10)).strftime("%Y-%m-%dT10:15")
    press(client, "talk", rejection, "agreed", moment=later)
    talk = rejection.deadlines.get(kind="talk")
    assert talk.due_at == due
    assert talk.agreed_for is not None
    assert talk.agreed_for > due
    Deadline.objects.filter(pk=talk.pk).update(remind_at=None)


def test_a_talk_in_the_past_is_refused_on_its_field(client: Client, rejection: Rejection) -> None:
    page = press(client, "talk", rejection, "agreed", moment="2020-01-01T10:00")
    assert set(page.context["when"].errors) == {"moment"}
    page = press(client, "talk", rejection, "agreed")
    assert set(page.context["when"].errors) == {"moment"}


def test_a_talk_that_was_held_keeps_its_own_promise(client: Client, rejection: Rejection) -> None:
    press(client, "talk", rejection, "talk_held", minutes="20", **POINTS)
    met = {deadline.kind: deadline.met_at is not None for deadline in rejection.deadlines.all()}
    assert met == {"tell": False, "talk": True}


def test_a_get_changes_nothing_and_somebody_else_finds_nothing(client: Client, rejection: Rejection) -> None:
    for page in ("call", "talk"):
        assert client.get(reverse(page, args=[rejection.public_id])).status_code == 200
    client.force_login(cast.bram())
    for page in ("call", "talk"):
        assert client.get(reverse(page, args=[rejection.public_id])).status_code == 404
    assert rejection.deadlines.filter(met_at=None).count() == 2


def test_moments_are_said_on_the_organisations_clock(client: Client, rejection: Rejection) -> None:
    CallAttempt.objects.create(
        rejection=rejection, outcome="no_answer", by=rejection.recruiter, at=datetime(2026, 11, 24, 10, 35, tzinfo=UTC)
    )
    assert "11:35" in client.get(reverse("call", args=[rejection.public_id])).content.decode()


def test_enter_in_a_field_keeps_the_text_and_says_nothing_about_the_call(client: Client, rejection: Rejection) -> None:
    """A browser presses the first button of the form."""
    page = client.get(reverse("call", args=[rejection.public_id])).content.decode()
    buttons = re.findall(r'name="result" value="(\w+)"', page)
    assert buttons[0] == "keep"
    answer = press(client, "call", rejection, "keep", went_well="Half af", note="Belt liever na vieren")
    assert answer["Location"] == reverse("call", args=[rejection.public_id])
    kept = Feedback.objects.get()
    assert (kept.went_well, kept.note, rejection.calls.count()) == ("Half af", "Belt liever na vieren", 0)


def test_do_not_call_again_is_kept_with_any_outcome_and_shows_the_written_way(
    client: Client, rejection: Rejection
) -> None:
    press(client, "call", rejection, "no_answer", no_more_calls="on")
    assert Rejection.objects.get().candidate.no_more_calls
    page = client.get(reverse("call", args=[rejection.public_id])).content.decode()
    assert "Daniëlle wil niet gebeld worden." in page
    assert 'class="call-number"' not in page
    assert 'value="write"' in page
    assert 'value="ask"' not in page
    assert press(client, "call", rejection, "write", why="no_more_calls").status_code == 302


def test_after_two_calls_in_vain_the_mail_for_a_moment_is_offered(client: Client, rejection: Rejection) -> None:
    address = reverse("call", args=[rejection.public_id])
    press(client, "call", rejection, "no_answer")
    assert 'value="ask"' not in client.get(address).content.decode()
    press(client, "call", rejection, "voicemail")
    assert 'value="ask"' in client.get(address).content.decode()

    answer = press(client, "call", rejection, "ask", advice="Half af")
    assert answer["Location"] == reverse("ask_moment", args=[rejection.public_id])
    assert Feedback.objects.get().advice == "Half af"
    assert not Letter.objects.to_candidates().exists()


def test_who_asks_for_a_moment_too_late_reads_so_and_sees_another_way(client: Client, rejection: Rejection) -> None:
    for _call in range(2):
        press(client, "call", rejection, "no_answer")
    address = reverse("ask_moment", args=[rejection.public_id])
    page = client.get(address).content.decode()
    assert ("vóór het uiterste moment" in page, "Sneller:" in page) == (True, False)

    rejection.deadlines.update(due_at=timezone.now() - timedelta(hours=3))
    page = client.get(address).content.decode()
    assert "Dit gesprek blijft te laat" in page
    assert "vandaag of op de volgende twee werkdagen" in page
    assert f'Sneller: <a href="{reverse("call", args=[rejection.public_id])}">' in page

    free = timezone.now(), timezone.now() + timedelta(days=31)
    TakenTime.objects.create(recruiter=rejection.recruiter, during=free, taken_for=TakenFor.ABSENCE)
    page = client.get(address).content.decode()
    assert "kan alleen zeggen wanneer je kunt bellen" in page


def test_a_wrong_number_leads_to_correcting_it(client: Client, rejection: Rejection) -> None:
    answer = press(client, "call", rejection, "wrong_number")
    page = client.get(answer["Location"]).content.decode()
    assert "Dit nummer klopte de vorige keer niet." in page
    assert reverse("candidate", args=[rejection.candidate_id]) in page


def test_reached_leads_to_the_confirmation_and_a_promise_stands_on_vandaag(
    client: Client, rejection: Rejection
) -> None:
    answer = press(client, "call", rejection, "reached", promised="on", **POINTS)
    assert answer["Location"] == reverse("confirmation", args=[rejection.public_id])
    assert FollowUp.objects.get().kind == "confirmation"
    today = client.get(reverse("today")).content.decode()
    assert answer["Location"] in today


def test_without_the_tick_nothing_was_promised(client: Client, nadia: User) -> None:
    now = timezone.now()
    interview = logged(by=nadia, at=now, decided_at=now)
    press(client, "call", interview, "reached", **POINTS)
    assert not FollowUp.objects.exists()


def test_a_stopped_sentence_is_shown_and_a_reason_lets_it_stay(client: Client, rejection: Rejection) -> None:
    said = POINTS | {"why_not": "De andere kandidaat was gewoon beter dan jij."}
    page = press(client, "call", rejection, "reached", **said)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"why_not"}
    assert rejection.deadlines.get(kind="tell").is_open
    (key,) = [note.key for note in page.context["margin"].unanswered]

    press(client, "call", rejection, "reached", **said, **{f"{key}-why": "Zo gezegd, en het klopt."})
    assert not rejection.deadlines.get(kind="tell").is_open
    assert (Override.objects.get().why, Override.objects.get().letter) == ("Zo gezegd, en het klopt.", None)


def test_an_attempt_keeps_even_a_stopped_sentence(client: Client, rejection: Rejection) -> None:
    press(client, "call", rejection, "no_answer", why_not="De andere kandidaat was gewoon beter dan jij.")
    assert rejection.calls.count() == 1


def test_what_was_typed_survives_a_login(client: Client, rejection: Rejection, nadia: User) -> None:
    address = reverse("call", args=[rejection.public_id])
    form = client.get(address).content.decode()
    mark = re.search(r'name="kept_for" value="([^"]+)"', form)
    assert mark is not None
    client.logout()
    client.post(address, {"result": "no_answer", "kept_for": mark[1], "went_well": "Niet kwijt"})
    client.force_login(nadia)
    assert "Niet kwijt" in client.get(address).content.decode()
    assert rejection.calls.count() == 0


@pytest.mark.parametrize("page", ["ask_moment", "confirmation"])
def test_one_press_sends_exactly_what_was_shown(client: Client, rejection: Rejection, page: str) -> None:
    for _call in range(2):
        press(client, "call", rejection, "no_answer")
    if page == "confirmation":
        press(client, "call", rejection, "reached", **POINTS)
    address = reverse(page, args=[rejection.public_id])
    shown = client.get(address)
    assert not Letter.objects.to_candidates().exists()

    assert client.post(address, {"seen": "something else"})["Location"] == address
    assert not Letter.objects.to_candidates().exists()
    assert client.post(address, {"seen": shown.context["mail"].digest})["Location"] == reverse("today")
    letter = Letter.objects.to_candidates().get()
    assert (letter.kind, letter.text, letter.html) == (page, shown.context["mail"].text, shown.context["mail"].html)
    assert letter.approved_by == rejection.recruiter

    today = client.get(reverse("today")).content.decode()
    assert address in today
    taken_back = client.post(reverse("letter_take_back", args=[letter.pk]))
    assert taken_back["Location"] == address
    assert client.get(address).context["mail"].digest == letter.digest


def test_a_page_of_a_mail_that_cannot_leave_says_why(client: Client, rejection: Rejection) -> None:
    ask, confirm = (reverse(name, args=[rejection.public_id]) for name in ("ask_moment", "confirmation"))
    assert "Bel eerst twee keer." in client.get(ask).content.decode()
    assert "heeft het nog niet door de telefoon gehoord" in client.get(confirm).content.decode()
    press(client, "call", rejection, "reached", **POINTS)
    assert "weet het al" in client.get(ask).content.decode()
    assert client.get(confirm).context["mail"] is not None
    Feedback.objects.update(why_not="De andere kandidaat was gewoon beter dan jij.")
    assert "kan zo niet weg" in client.get(confirm).content.decode()


def test_after_the_call_the_text_can_be_made_ready_for_the_mail(client: Client, rejection: Rejection) -> None:
    press(client, "call", rejection, "reached", **POINTS)
    better = POINTS | {"advice": "Schrijf drie voorbeelden op en laat ze lezen."}
    answer = press(client, "call", rejection, "keep", **better)
    assert answer["Location"] == reverse("confirmation", args=[rejection.public_id])
    assert Feedback.objects.get().advice == better["advice"]
    page = press(client, "call", rejection, "keep", **POINTS | {"advice": ""})
    assert set(page.context["form"].errors) == {"advice"}


def test_two_talks_at_one_moment_are_refused_on_the_field(client: Client, rejection: Rejection, nadia: User) -> None:
    now = timezone.now()
    other = logged(by=nadia, stage=Stage.LATE_STAGE, at=now, decided_at=now, name="Kofi M", email="kofi@example.org")
    when = (now + timedelta(days=3)).strftime("%Y-%m-%dT10:15")
    press(client, "talk", other, "agreed", moment=when)
    page = press(client, "talk", rejection, "agreed", moment=when, note="Niet kwijt")
    assert set(page.context["when"].errors) == {"moment"}
    assert "Niet kwijt" in page.content.decode()
    again = (now + timedelta(days=3)).strftime("%Y-%m-%dT10:30")
    assert press(client, "talk", rejection, "agreed", moment=again).status_code == 302
    assert press(client, "talk", rejection, "agreed", moment=again).status_code == 302  # its own time is no obstacle


def test_the_sheet_for_the_talk_holds_what_was_said(client: Client, rejection: Rejection) -> None:
    press(client, "call", rejection, "reached", note="Houdt van cijfers", **POINTS)
    sheet = client.get(reverse("talk_sheet", args=[rejection.public_id])).content.decode().replace("\xa0", " ")
    for words in (*POINTS.values(), "Houdt van cijfers", "06 12 34 56 78", "Tijdens het gesprek"):
        assert words in sheet
    assert "data-print" in sheet


def test_the_talk_page_knows_whether_the_invitation_left(client: Client, rejection: Rejection) -> None:
    address = reverse("talk", args=[rejection.public_id])
    assert "Vertel eerst het besluit" in client.get(address).content.decode()
    press(client, "call", rejection, "reached", **POINTS)
    assert reverse("confirmation", args=[rejection.public_id]) in client.get(address).content.decode()
    to_candidate(rejection, kind="confirmation", key="c", state="sent", sent_at=timezone.now(), deadline=None)
    assert "is uitgenodigd per mail" in client.get(address).content.decode()


@pytest.mark.parametrize("page", ["call", "talk"])
def test_however_much_was_tried_the_page_asks_the_same_number_of_questions(
    client: Client, rejection: Rejection, page: str, django_assert_max_num_queries: Any
) -> None:
    address, now = reverse(page, args=[rejection.public_id]), timezone.now()
    for _call in range(2):
        CallAttempt.objects.create(rejection=rejection, outcome="no_answer", by=rejection.recruiter, at=now)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
        questions = len(few)
    for _call in range(6):
        CallAttempt.objects.create(rejection=rejection, outcome="voicemail", by=rejection.recruiter, at=now)
    with django_assert_max_num_queries(questions):
        client.get(address)


@pytest.mark.parametrize(("minutes", "offered"), [(10, True), (0, False)])
def test_a_mail_that_leaves_at_once_cannot_be_taken_back(
    client: Client, rejection: Rejection, minutes: int, offered: bool
) -> None:
    Organisation.objects.update(recall_minutes=minutes)
    for _call in range(2):
        press(client, "call", rejection, "no_answer")
    address = reverse("ask_moment", args=[rejection.public_id])
    said = client.post(address, {"seen": client.get(address).context["mail"].digest}, follow=True).content.decode()
    assert ("Bekijk of haal terug" in said) == offered
    assert ("gaat nu weg" in said) != offered
    take_back = reverse("letter_take_back", args=[Letter.objects.to_candidates().get().pk])
    assert (take_back in client.get(address).content.decode()) == offered
