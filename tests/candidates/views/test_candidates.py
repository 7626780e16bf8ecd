import pytest
from django.test import Client

from candidates.models import Candidate, Letter, LetterState, Read, User
from candidates.rules.stages import Stage
from tests import cast, letter_cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(client: Client) -> User:
    cast.hospital()
    nadia = cast.nadia()
    client.force_login(nadia)
    return nadia


def right(**changed: str) -> dict[str, str]:
    given = {"name": "Daniëlle Bakker", "email": "danielle@example.org", "phone": "0612345678", "language": "nl"}
    return given | changed


def test_every_decision_about_a_person_stands_together(client: Client, nadia: User) -> None:
    first = logged()
    logged(vacancy=cast.vacancy("Data-analist"), stage=Stage.CV_SCREENING)
    shown = client.get(f"/kandidaten/{first.candidate_id}/")
    assert {str(row.rejection.vacancy) for row in shown.context["rows"]} == {"Planner operatiekamers", "Data-analist"}
    assert Read.objects.values_list("user", "candidate", "what").get() == (nadia.pk, first.candidate_id, "candidate")


def test_a_new_address_holds_what_was_approved_for_the_old_one(client: Client, nadia: User) -> None:
    rejection = logged(stage=Stage.CV_SCREENING)
    waiting = letter_cast.to_candidate(rejection)
    sent = letter_cast.to_candidate(rejection, key="sent", state=LetterState.SENT, kind="invitation")
    answer = client.post(f"/kandidaten/{rejection.candidate_id}/verbeteren/", right(email="D.Bakker@example.org"))
    assert answer.url == f"/kandidaten/{rejection.candidate_id}/"
    assert Candidate.objects.get().email == "d.bakker@example.org"
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {waiting.pk: LetterState.HELD, sent.pk: LetterState.SENT}


def test_another_name_holds_nothing(client: Client, nadia: User) -> None:
    rejection = logged(stage=Stage.CV_SCREENING)
    letter_cast.to_candidate(rejection)
    client.post(f"/kandidaten/{rejection.candidate_id}/verbeteren/", right(name="Daniëlle de Bakker"))
    assert (Candidate.objects.get().name, Letter.objects.get().state) == ("Daniëlle de Bakker", LetterState.WAITING)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"email": "tom@example.org"}, {"email": ["Dit adres is van iemand anders die we kennen. Kijk het na"]}),
        ({"email": "TOM@example.org"}, {"email": ["Dit adres is van iemand anders die we kennen. Kijk het na"]}),
        ({"email": ""}, {"email": ["Vul een adres in: zonder adres bereikt geen mail deze persoon"]}),
        ({"name": ""}, {"name": ["Vul een naam in"]}),
        ({"phone": "1"}, {"phone": ["Vul een telefoonnummer in, zoals 06 12345678 of +32 470 12 34 56"]}),
    ],
)
def test_a_mistake_is_told_at_its_field(
    client: Client, nadia: User, changed: dict[str, str], found: dict[str, list[str]]
) -> None:
    cast.candidate("Tom Hendriks")
    rejection = logged()
    answer = client.post(f"/kandidaten/{rejection.candidate_id}/verbeteren/", right(**changed))
    assert {name: list(errors) for name, errors in answer.context["form"].errors.items()} == found
    assert answer.context["form"]["name"].value() == right(**changed)["name"]


def test_who_may_correct(client: Client, nadia: User) -> None:
    rejection = logged()
    colleagues = {"own": nadia, "other": cast.bram(), "hr": cast.hanna(), "admin": cast.ad(), "read-only": cast.vera()}
    seen = {}
    for who, colleague in colleagues.items():
        client.force_login(colleague)
        seen[who] = client.post(f"/kandidaten/{rejection.candidate_id}/verbeteren/", right()).status_code
    assert seen == {"own": 302, "other": 404, "hr": 302, "admin": 403, "read-only": 403}
