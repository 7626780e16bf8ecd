"""The notes beside the fields, asked while somebody types."""

import re
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.held_back import Answers, judge, note_down
from candidates.models import Feedback, Letter, LetterState, Override, Read, Rejection
from candidates.rules.points import Points
from tests import cast, letter_cast
from tests.letter_cast import ADVICE, NOW, WENT_WELL, WHY_NOT

pytestmark = pytest.mark.django_db
HOPE = "Als er weer iets vrijkomt, bellen we je zeker."
POINTS = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": ADVICE}


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed(recruiter=cast.nadia())


@pytest.fixture
def nadia(client: Client, rejection: Rejection) -> Client:
    client.force_login(rejection.recruiter)
    return client


def asked(client: Client, rejection: Rejection, **fields: str) -> str:
    return client.post(reverse("notes", args=[rejection.public_id]), fields).content.decode()


def places(answer: str) -> list[str]:
    return re.findall(r'hx-swap-oob="innerHTML:#notes-(\w+)"', answer)


def sent(text: str, *names: str) -> None:
    """A paragraph that went to these people."""
    for name in names:
        about = letter_cast.owed(candidate=cast.candidate(f"{name} Zeven"))
        letter = letter_cast.to_candidate(about, state=LetterState.SENT)
        note_down(judge(about, Points(went_well=text), Answers()), letter=letter, by=about.recruiter, at=NOW)


def test_it_says_what_could_be_better_and_saves_nothing(nadia: Client, rejection: Rejection) -> None:
    said = asked(nadia, rejection, **POINTS | {"advice": f"{ADVICE} {HOPE}"})

    assert "Kan zo niet weg" in said
    assert f'data-replace="{HOPE}"' in said
    assert 'data-into="id_advice"' in said
    assert places(said) == ["went_well", "why_not", "advice"]
    assert (Feedback.objects.count(), Letter.objects.count(), Read.objects.count()) == (0, 0, 0)


def test_notes_that_did_not_change_are_not_said_again(nadia: Client, rejection: Rejection) -> None:
    first = asked(nadia, rejection, **POINTS)
    seen = dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', first))

    assert places(asked(nadia, rejection, **POINTS | seen)) == []
    changed = asked(nadia, rejection, **POINTS | seen | {"advice": HOPE})
    assert "advice" in places(changed)
    assert "went_well" not in places(changed)


def test_a_field_for_our_own_record_is_read_sentence_by_sentence(nadia: Client, rejection: Rejection) -> None:
    said = asked(nadia, rejection, note="Je bent te oud voor dit werk.")
    assert places(said) == ["note"]
    assert "Kan discriminatie zijn" in said
    assert "Toch laten staan" not in said  # nothing leaves, so nothing is held back


def test_a_paragraph_that_others_got_is_noticed_also_when_a_word_differs(nadia: Client, rejection: Rejection) -> None:
    sent(WENT_WELL, "Anne", "Bo", "Cas")
    sent("Je cv noemt bij elke baan wat je bereikte, en dat leest erg prettig.", "Dirk")
    said = asked(nadia, rejection, **POINTS | {"went_well": WENT_WELL.replace("twee", "drie")})

    assert "Deze alinea ging al naar 3 andere mensen." in said
    assert said.count("Deze alinea") == 1


def test_what_somebody_got_before_themselves_or_never_left_does_not_count(nadia: Client, rejection: Rejection) -> None:
    about = letter_cast.owed(candidate=cast.candidate("Anne Zeven"))
    draft = letter_cast.to_candidate(about, state=LetterState.DRAFT)
    own = letter_cast.to_candidate(rejection, state=LetterState.SENT)
    for letter in (draft, own):
        judged = judge(letter.rejection, Points(went_well=WENT_WELL), Answers())
        note_down(judged, letter=letter, by=rejection.recruiter, at=NOW)

    assert "Deze alinea" not in asked(nadia, rejection, **POINTS)


def test_one_question_however_many_paragraphs_and_however_many_people(nadia: Client, rejection: Rejection) -> None:
    def queries(**fields: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            asked(nadia, rejection, **fields)
        return len(counted)

    queries(**POINTS)
    sent(WENT_WELL, "Anne")
    one = queries(**POINTS)
    sent(WENT_WELL, "Bo", "Cas", "Dirk")
    assert queries(**POINTS) == one
    assert queries(**{name: f"{text}\n\n{text} En nog iets meer." for name, text in POINTS.items()}) == one


def test_only_who_may_write_is_answered(client: Client, rejection: Rejection) -> None:
    url = reverse("notes", args=[rejection.public_id])
    assert client.post(url, POINTS, headers={"HX-Request": "true"}).status_code == 401
    client.force_login(cast.bram())
    assert client.post(url, POINTS).status_code == 404


def test_an_override_is_written_once(rejection: Rejection) -> None:
    kept = Override.objects.create(
        rejection=rejection, field="advice", label="x", rule="y", quote="z", why="w", by=rejection.recruiter, at=NOW
    )
    for change in (lambda: Override.objects.update(why="anders"), kept.delete, Override.objects.all().delete):
        with pytest.raises(IntegrityError, match="stays as written"), transaction.atomic():
            change()
    assert Override.objects.get().why == "w"
