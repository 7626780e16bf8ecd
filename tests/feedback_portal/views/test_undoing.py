import pytest
from django.test import Client

from candidates.actions.links import link_for
from candidates.models import Deadline, Letter, LetterState, Link, Rejection, User
from candidates.rules.stages import Stage
from tests import cast, letter_cast
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
    return logged(by=nadia, stage=Stage.CV_SCREENING)


def url(rejection: Rejection) -> str:
    return f"/afwijzingen/{rejection.public_id}/terugnemen/"


def now(rejection: Rejection) -> Rejection:
    return Rejection.objects.get(pk=rejection.pk)


def test_looking_changes_nothing(client: Client, rejection: Rejection) -> None:
    shown = client.get(url(rejection))
    assert (shown.status_code, "why" in shown.context["form"].fields) == (200, False)
    assert not now(rejection).is_taken_back


def test_one_press_takes_it_back_with_mail_promise_and_link(client: Client, rejection: Rejection) -> None:
    letter_cast.to_candidate(rejection)
    link_for(rejection, at=NOW)
    assert client.post(url(rejection)).url == "/"
    assert now(rejection).undone_at is not None
    assert (Letter.objects.count(), Deadline.objects.open().count()) == (0, 0)
    assert Link.objects.get().revoked_at is not None


def test_after_the_answer_it_asks_why(client: Client, rejection: Rejection, nadia: User) -> None:
    Deadline.objects.keep_promise(rejection.deadlines.get().pk, at=NOW, channel="mail", by=nadia)
    answer = client.post(url(rejection), {"why": " "})
    assert dict(answer.context["form"].errors) == {"why": ["Schrijf op waarom: de kandidaat heeft het besluit gehoord"]}
    client.post(url(rejection), {"why": "Er was een diploma."})
    taken = now(rejection)
    assert (taken.undone_at, taken.taken_back_why, taken.taken_back_by) == (None, "Er was een diploma.", nadia)
    assert taken.reopened_at is not None


def test_a_mail_on_its_way_out_is_waited_for(client: Client, rejection: Rejection) -> None:
    letter_cast.to_candidate(rejection, state=LetterState.SENDING)
    answer = client.post(url(rejection), {"why": "Toch niet."})
    assert "Er gaat nu net een mail weg. Wacht een minuut en kijk dan opnieuw" in answer.content.decode()
    assert not now(rejection).is_taken_back


def test_who_withdrew_can_be_taken_back_too(client: Client, nadia: User) -> None:
    withdrew = logged(by=nadia, ended_by="candidate")
    assert client.post(url(withdrew)).url == "/"
    assert now(withdrew).undone_at is not None


def test_only_whose_work_it_is(client: Client, rejection: Rejection) -> None:
    seen = {}
    for colleague in (cast.bram(), cast.hanna(), cast.ad(), cast.vera()):
        client.force_login(colleague)
        seen[colleague.first_name] = client.post(url(rejection)).status_code
    assert seen == {"Bram": 404, "Hanna": 403, "Ad": 403, "Vera": 403}
    assert not now(rejection).is_taken_back
