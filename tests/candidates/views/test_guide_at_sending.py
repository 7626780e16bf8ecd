"""What the guide stops holds the mail back: until it is rewritten, stays for a reason, or becomes a real promise."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from candidates.actions.drafts import Draft
from candidates.actions.feedback import approve_and_send
from candidates.actions.held_back import HeldBack
from candidates.models import Feedback, FollowUp, Letter, Override, Rejection, SentPassage
from candidates.rules.margin import margin
from candidates.rules.points import Points
from tests import cast, letter_cast
from tests.letter_cast import ADVICE, NOW, WENT_WELL, WHY_NOT

pytestmark = pytest.mark.django_db
HOPE = "Als er weer iets vrijkomt, bellen we je zeker."
HOPEFUL = f"{ADVICE} {HOPE}"
DATE = "2026-12-03"


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


@pytest.fixture
def key() -> str:
    texts = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": HOPEFUL}
    (note,) = margin(texts, "nl", stage="cv-screening")["advice"]
    return note.key


def send(client: Client, rejection: Rejection, **fields: Any) -> Any:
    requirement = rejection.vacancy.requirements.first() or letter_cast.requirement(rejection.vacancy)
    given = {
        "went_well": WENT_WELL,
        "requirement": requirement.pk,
        "reason": "experience",
        "reason_details": "Het cv noemt vooral werk in de uitvoering.",
        "why_not": WHY_NOT,
        "advice": HOPEFUL,
        "version": 0,
        "when": "now",
        "do": "send",
    }
    return client.post(reverse("feedback", args=[rejection.public_id]), given | fields)


def mistakes(response: Any) -> dict[str, Any]:
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_it_is_held_back_with_the_note_beside_it(nadia: Client, rejection: Rejection) -> None:
    response = send(nadia, rejection)

    assert list(mistakes(response)) == ["advice"]
    assert "of schrijf ernaast waarom het mag blijven" in mistakes(response)["advice"][0]
    assert "Kan zo niet weg" in response.content.decode()
    assert (Letter.objects.count(), Override.objects.count()) == (0, 0)


def test_a_reason_lets_it_go_and_stays_with_the_rejection(nadia: Client, rejection: Rejection, key: str) -> None:
    assert send(nadia, rejection, **{f"{key}-why": "Dit is zo afgesproken."}).status_code == 302

    letter, kept = Letter.objects.get(), Override.objects.get()
    assert HOPE in letter.text
    assert (kept.rejection, kept.letter, kept.by, kept.at) == (rejection, letter, rejection.recruiter, NOW)
    assert (kept.field, kept.label, kept.why) == ("advice", "false_hope", "Dit is zo afgesproken.")
    assert kept.quote in HOPE
    (found,) = letter.findings
    assert (found["rule"], found["severity"], found["answer"]) == (kept.rule, "stop", "overruled")
    assert FollowUp.objects.count() == 0
    shown = nadia.get(reverse("rejection", args=[rejection.public_id])).content.decode()
    assert "Dit is zo afgesproken." in shown


def test_blank_is_no_reason(nadia: Client, rejection: Rejection, key: str) -> None:
    assert list(mistakes(send(nadia, rejection, **{f"{key}-why": "  "}))) == ["advice"]
    assert Letter.objects.count() == 0


def test_a_typed_reason_survives_another_mistake(nadia: Client, rejection: Rejection, key: str) -> None:
    response = send(nadia, rejection, why_not="", **{f"{key}-why": "Dit is zo afgesproken."})

    assert list(mistakes(response)) == ["why_not"]
    assert re.search(rf'name="{key}-why" value="Dit is zo afgesproken."', response.content.decode())


def test_a_typed_reason_is_kept_with_the_draft(nadia: Client, rejection: Rejection, key: str) -> None:
    send(nadia, rejection, do="keep", **{f"{key}-why": "Dit is zo afgesproken."})
    shown = nadia.get(reverse("feedback", args=[rejection.public_id])).content.decode()
    assert f'name="{key}-why" value="Dit is zo afgesproken."' in shown


def promise(key: str, **fields: str) -> dict[str, str]:
    given = {"what": "Bellen over nieuwe vacatures", "day": DATE, "hour": "", "owner": "", "why": ""}
    return {f"{key}-{name}": words for name, words in (given | fields).items()}


def test_with_a_day_it_is_a_promise_and_comes_on_the_work_list(nadia: Client, rejection: Rejection, key: str) -> None:
    assert send(nadia, rejection, **promise(key)).status_code == 302

    letter, follow_up = Letter.objects.get(), FollowUp.objects.get()
    assert (follow_up.rejection, follow_up.letter, follow_up.kind) == (rejection, letter, "promised")
    assert (follow_up.what, follow_up.owner) == ("Bellen over nieuwe vacatures", rejection.recruiter)
    assert follow_up.due_at == datetime(2026, 12, 3, 16, 0, tzinfo=UTC)  # close of that day
    assert letter.findings[0]["answer"] == "promised"
    assert Override.objects.count() == 0


def test_a_colleague_can_do_it_at_another_hour(nadia: Client, rejection: Rejection, key: str) -> None:
    bram = cast.bram()
    send(nadia, rejection, **promise(key, hour="10:30", owner=str(bram.pk)))

    follow_up = FollowUp.objects.get()
    assert (follow_up.owner, follow_up.due_at) == (bram, datetime(2026, 12, 3, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day", "2026-11-23", "Kies een dag vanaf vandaag, binnen een jaar"),
        ("day", "2028-01-01", "Kies een dag vanaf vandaag, binnen een jaar"),
        ("day", "ooit", "Vul een dag in, zoals 4-12-2026"),
        ("what", "", "Schrijf wat er gaat gebeuren"),
        ("hour", "25:00", "Vul een tijd in, zoals 17:00"),
        ("owner", "999999", "Selecteer een geldige keuze."),
    ],
)
def test_a_promise_is_checked_on_its_own_fields(
    nadia: Client, rejection: Rejection, key: str, field: str, typed: str, said: str
) -> None:
    response = send(nadia, rejection, **promise(key, **{field: typed}))

    stop = response.context["margin"].stops[key]
    assert said in stop.errors[field][0]
    shown = response.content.decode()
    assert f'href="#id_{key}-{field}"' in shown
    assert "Bellen over nieuwe vacatures" in shown or field == "what"
    assert (Letter.objects.count(), FollowUp.objects.count()) == (0, 0)


def test_an_hour_that_is_over_today_is_refused(nadia: Client, rejection: Rejection, key: str) -> None:
    response = send(nadia, rejection, **promise(key, day="2026-11-24", hour="09:00"))
    assert list(response.context["margin"].stops[key].errors) == ["hour"]


def test_a_mail_that_is_taken_back_promises_nothing(nadia: Client, rejection: Rejection, key: str) -> None:
    send(nadia, rejection, **promise(key))
    nadia.post(reverse("letter_take_back", args=[Letter.objects.get().pk]))

    dropped = FollowUp.objects.get()
    assert (dropped.is_open, dropped.dropped_why) == (False, "de mail is teruggehaald")

    send(nadia, rejection, version=1, **promise(key, day="2026-12-04"))
    assert FollowUp.objects.open().get().due_at == datetime(2026, 12, 4, 16, 0, tzinfo=UTC)


def test_other_stops_cannot_be_promised(nadia: Client, rejection: Rejection) -> None:
    texts = {"went_well": WENT_WELL, "why_not": "Je past niet in ons team.", "advice": ADVICE}
    (note,) = (note for note in margin(texts, "nl", stage="cv-screening")["why_not"] if note.is_stop)
    response = send(nadia, rejection, **texts | promise(note.key))

    assert "why_not" in mistakes(response)
    assert FollowUp.objects.count() == 0


def test_a_place_that_is_not_filled_in_never_leaves(nadia: Client, rejection: Rejection) -> None:
    response = send(nadia, rejection, advice="Volg de cursus [naam].")
    assert mistakes(response) == {"advice": ["Vul “[naam]” in of laat het weg."]}


def test_the_same_rules_hold_without_the_page(rejection: Rejection) -> None:
    draft = Draft(points=Points(WENT_WELL, WHY_NOT, HOPEFUL))
    with pytest.raises(HeldBack):
        approve_and_send(rejection, draft, version=0, by=rejection.recruiter, at=NOW)
    assert (Letter.objects.count(), Feedback.objects.count(), FollowUp.objects.count()) == (0, 0, 0)


def test_paragraphs_are_remembered_once_for_each_mail(nadia: Client, rejection: Rejection) -> None:
    send(nadia, rejection, advice=ADVICE)
    letter = Letter.objects.get()
    before = SentPassage.objects.filter(letter=letter).count()
    nadia.post(reverse("letter_take_back", args=[letter.pk]))
    send(nadia, rejection, advice=ADVICE, version=1)

    assert before >= 2
    assert SentPassage.objects.count() == before


def test_checking_shows_the_notes_and_saves_nothing(nadia: Client, rejection: Rejection) -> None:
    """For who has no script."""
    response = send(nadia, rejection, do="check")

    assert "Kan zo niet weg" in response.content.decode()
    assert response.context["form"]["advice"].value() == HOPEFUL
    assert (Feedback.objects.count(), Letter.objects.count()) == (0, 0)
