from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candidates.actions.call_moments import choose_moment
from candidates.models import Deadline, Handover, Rejection, User
from candidates.queries.call_moments import asked_promise, free_of
from candidates.rules.stages import Stage
from tests import cast
from tests.call_cast import asked_now
from tests.decision_cast import NOW, logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia()
    client.force_login(nadia)
    return nadia


@pytest.fixture
def rejection(nadia: User) -> Rejection:
    return logged(by=nadia, stage=Stage.LATE_STAGE)


def url(rejection: Rejection) -> str:
    return f"/afwijzingen/{rejection.public_id}/overdragen/"


def owners() -> set[User]:
    return {task.owner for task in Deadline.objects.select_related("owner")}


def errors(answer: object) -> dict[str, list[str]]:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}  # type: ignore[attr-defined]  # the client's answer


def test_everything_open_about_a_person_goes_over(client: Client, rejection: Rejection, nadia: User) -> None:
    bram, before = cast.bram(), list(Deadline.objects.order_by("pk").values_list("due_at", "ring_at"))
    answer = client.post(url(rejection), {"to": bram.pk, "why": "Vrij tot maandag."})
    assert (answer.url, owners()) == ("/", {bram})
    assert list(Deadline.objects.order_by("pk").values_list("due_at", "ring_at")) == before
    assert set(Handover.objects.values_list("from_user", "to_user", "by", "why")) == {
        (nadia.pk, bram.pk, nadia.pk, "Vrij tot maandag.")
    }


def test_who_may_hand_it_over(client: Client, rejection: Rejection) -> None:
    bram = cast.bram()
    seen = {}
    for colleague in (bram, cast.hanna(), cast.ad(), cast.vera()):
        client.force_login(colleague)
        seen[colleague.first_name] = client.post(url(rejection), {"to": bram.pk, "why": "Vrij."}).status_code
    assert seen == {"Bram": 404, "Hanna": 302, "Ad": 403, "Vera": 403}


def test_a_mistake_is_told_and_the_reason_stays_typed(client: Client, rejection: Rejection, nadia: User) -> None:
    cast.bram(is_active=False)
    disabled = User.objects.get(first_name="Bram")
    for to, words in (("", "Kies een collega"), (disabled.pk, "Kies een recruiter die nu werk kan aannemen")):
        answer = client.post(url(rejection), {"to": to, "why": "Vrij."})
        assert errors(answer) == {"to": [words]}
        assert answer.context["form"]["why"].value() == "Vrij."
    assert errors(client.post(url(rejection), {"to": cast.person("Kim").pk, "why": " "})) == {
        "why": ["Schrijf in een paar woorden op waarom"]
    }
    assert owners() == {nadia}


def test_a_colleague_who_is_busy_at_the_moment_that_was_chosen_is_refused(client: Client, nadia: User) -> None:
    mine, bram = asked_now(by=nadia), cast.bram()
    theirs = asked_now(by=bram, name="Lotte Smit", email="lotte@example.org")
    calendar, now = cast.hospital().calendar(), timezone.now()
    promise = asked_promise(mine)
    assert promise is not None
    moment = free_of(promise, calendar, now=now)[0]
    for rejection in (mine, theirs):
        choose_moment(rejection, starts_at=moment, calendar=calendar, at=now)
    page = client.post(url(mine), {"to": bram.pk, "why": "Vrij"})
    assert set(page.context["form"].errors) == {"to"}
    assert mine.deadlines.get().owner == nadia


def test_work_that_is_done_cannot_be_handed_over(client: Client, nadia: User) -> None:
    done = logged(by=nadia)
    Deadline.objects.keep_promise(done.deadlines.get().pk, at=NOW, channel="call", by=nadia)
    assert client.get(url(done)).status_code == 404


class TestEverything:
    def test_a_recruiter_gives_away_their_own(self, client: Client, rejection: Rejection, nadia: User) -> None:
        bram = cast.bram()
        logged(by=bram, email="tom@example.org", decided_at=NOW - timedelta(days=1))
        form = client.get("/overdragen/").context["form"]
        assert [label for value, label in form.fields["giver"].choices if value] == ["Nadia Willems (2 open taken)"]
        client.post("/overdragen/", {"giver": nadia.pk, "to": bram.pk, "why": "Vrij."})
        assert owners() == {bram}

    def test_hr_gives_away_anybody_s(self, client: Client, rejection: Rejection, nadia: User) -> None:
        nadia.is_active = False
        nadia.save()
        bram = cast.bram()
        client.force_login(cast.hanna())
        answer = client.post("/overdragen/", {"giver": nadia.pk, "to": bram.pk, "why": "Zij is er niet."})
        assert (answer.url, owners()) == ("/", {bram})

    def test_a_recruiter_never_takes_a_colleague_s(self, client: Client, rejection: Rejection, nadia: User) -> None:
        bram = cast.bram()
        client.force_login(bram)
        answer = client.post("/overdragen/", {"giver": nadia.pk, "to": bram.pk, "why": "Leuk."})
        assert (errors(answer)["giver"], owners()) == (["Kies van wie het werk overgaat"], {nadia})

    def test_not_to_oneself(self, client: Client, rejection: Rejection, nadia: User) -> None:
        bram = cast.bram()
        logged(by=bram, email="tom@example.org")
        client.force_login(cast.hanna())
        answer = client.post("/overdragen/", {"giver": nadia.pk, "to": nadia.pk, "why": "Vrij."})
        assert (errors(answer), owners()) == ({"to": ["Kies een andere collega"]}, {nadia, bram})
