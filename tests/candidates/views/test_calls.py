from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.models import CallAttempt, Deadline, Feedback, Rejection, User, WrittenRoute
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged

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


def press(client: Client, page: str, rejection: Rejection, result: str, **typed: str):  # type: ignore[no-untyped-def]
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
