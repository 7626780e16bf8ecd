from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.actions.written_route import choose_writing
from candidates.letters.mark import LINK_MARK, address_of
from candidates.letters.posting import deliver_due
from candidates.models import (
    CallAttempt,
    Candidate,
    Deadline,
    Feedback,
    Letter,
    LetterState,
    Read,
    Rejection,
    Requirement,
)
from tests import cast, letter_cast
from tests.letter_cast import ADVICE, DUE, NOW, WENT_WELL, WHY_NOT
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rejection() -> Rejection:
    cast.hospital()
    return letter_cast.owed(recruiter=cast.nadia(phone="+31880000001"))


@pytest.fixture
def nadia(client: Client, rejection: Rejection) -> Client:
    client.force_login(rejection.recruiter)
    return client


def page(rejection: Rejection) -> str:
    return reverse("feedback", args=[rejection.public_id])


def typed(rejection: Rejection, **fields: Any) -> dict[str, Any]:
    requirement = Requirement.objects.filter(vacancy=rejection.vacancy).first() or letter_cast.requirement(
        rejection.vacancy
    )
    given = {
        "went_well": WENT_WELL,
        "requirement": requirement.pk,
        "reason": "experience",
        "reason_details": "Het cv noemt vooral werk in de uitvoering.",
        "why_not": WHY_NOT,
        "advice": ADVICE,
        "version": 0,
        "when": "now",
        "do": "send",
    }
    return given | fields


def errors(response: Any) -> dict[str, list[str]]:
    forms = (response.context["form"], response.context["send"])
    return {name: list(said) for form in forms for name, said in form.errors.items()}


def test_it_shows_the_mail_as_it_will_leave_before_anything_is_typed(nadia: Client, rejection: Rejection) -> None:
    said = nadia.get(page(rejection)).content.decode()

    assert "Beste Youssef," in said
    assert "Dank je wel voor je sollicitatie als planner operatiekamers. We gaan niet met je verder." in said
    assert Letter.objects.count() == 0


def test_sending_makes_one_letter_that_waits_for_the_time_to_take_it_back(nadia: Client, rejection: Rejection) -> None:
    response = nadia.post(page(rejection), typed(rejection))

    assert response.status_code == 302
    letter = Letter.objects.get()
    assert (letter.state, letter.not_before) == (LetterState.WAITING, NOW + timedelta(minutes=10))
    assert (letter.candidate, letter.address) == (rejection.candidate, "youssef@example.org")
    assert (letter.deadline, letter.approved_by) == (rejection.deadlines.get(), rejection.recruiter)
    assert Deadline.objects.get().met_at is None  # approved is not told


def test_the_ground_is_written_down_with_it(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection))

    rejection.refresh_from_db()
    assert rejection.requirement == Requirement.objects.get()
    assert (rejection.reason, rejection.reason_details) == ("experience", "Het cv noemt vooral werk in de uitvoering.")


def test_the_mail_is_the_preview_byte_for_byte_but_for_the_link(
    sink: Sink, nadia: Client, rejection: Rejection
) -> None:
    """Through the page, the row and a real mail server; both forms."""
    words = {
        "went_well": "Eén.\r\n\r\nTwee &amp; 2 < 3 & 4 > 3\n. punt",
        "why_not": WHY_NOT + ' \'n "quote"',
        "advice": ADVICE,
    }
    nadia.post(page(rejection), typed(rejection, do="keep", **words))
    text = nadia.get(reverse("letter_preview_text", args=[rejection.public_id])).content.decode()
    html = nadia.get(reverse("letter_preview_html", args=[rejection.public_id])).content.decode()

    nadia.post(page(rejection), typed(rejection, version=1, **words))
    deliver_due(clock=lambda: NOW + timedelta(minutes=10))

    link = address_of(link_for(rejection, at=NOW))
    (mail,) = sink.mails
    assert mail.body("plain") == text.replace(LINK_MARK, link)
    assert mail.body("html") == html.replace(LINK_MARK, link)
    assert (text.count(LINK_MARK), html.count(LINK_MARK)) == (1, 3)
    letter = Letter.objects.get()
    assert (letter.text, letter.html) == (text, html)


def test_what_the_page_shows_stands_in_the_mail_word_for_word(nadia: Client, rejection: Rejection) -> None:
    response = nadia.post(reverse("letter_preview_part", args=[rejection.public_id]), typed(rejection))
    mail = response.context["mail"]
    shown = response.content.decode()

    for part in [*mail.sheet.before, *mail.sheet.points, *mail.sheet.invitation, *mail.sheet.after, *mail.sheet.small]:
        assert part in shown.replace("<br>", "\n")
        assert " ".join(part.split()) in " ".join(mail.text.split())
    assert (Letter.objects.count(), Feedback.objects.count(), Read.objects.count()) == (0, 0, 0)


def test_who_writes_signs_and_gets_the_reply(sink: Sink, nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection))
    letter = Letter.objects.get()

    assert (letter.from_name, letter.reply_to) == ("Nadia Willems, Ziekenhuis Oeverland", "nadia@oeverland.example")
    assert "Met vriendelijke groet,\nNadia Willems, recruiter\n088 000 00 01\n" in letter.text.replace("\xa0", " ")
    assert "Dan leest Nadia je bericht." in letter.text


def test_a_shared_box_gets_the_reply_when_there_is_one(nadia: Client, rejection: Rejection) -> None:
    cast.hospital(reply_address="werken@oeverland.example")
    nadia.post(page(rejection), typed(rejection))

    assert Letter.objects.get().reply_to == "werken@oeverland.example"
    assert "Dan leest een collega je bericht." in Letter.objects.get().text


def test_an_english_candidate_reads_english(nadia: Client, rejection: Rejection) -> None:
    Rejection.objects.update(language="en")
    nadia.post(page(rejection), typed(rejection))

    letter = Letter.objects.get()
    assert letter.subject == "Your application as planner operatiekamers"
    assert letter.text.startswith("Dear Youssef,\n\nThank you for applying as planner operatiekamers.")
    assert "Ask for a talk:" in letter.text
    assert '<html lang="en">' in letter.html


def test_a_name_is_only_a_name(nadia: Client, rejection: Rejection) -> None:
    Candidate.objects.update(name="<a href=//x.test>{{x}}{vacancy} & Zoon")
    nadia.post(page(rejection), typed(rejection))

    letter = Letter.objects.get()
    assert letter.text.startswith("Beste <a,\n")
    assert "Beste &lt;a," in letter.html
    assert "x.test" not in letter.html


@pytest.mark.parametrize("point", ["went_well", "why_not", "advice"])
def test_all_three_points_are_needed_to_send_and_none_to_keep(nadia: Client, rejection: Rejection, point: str) -> None:
    response = nadia.post(page(rejection), typed(rejection, **{point: "  \n"}))
    assert list(errors(response)) == [point]
    assert Letter.objects.count() == 0

    assert nadia.post(page(rejection), typed(rejection, do="keep", **{point: ""})).status_code == 302
    assert getattr(Feedback.objects.get(), point) == ""


def test_the_same_text_in_two_points_cannot_leave(nadia: Client, rejection: Rejection) -> None:
    response = nadia.post(page(rejection), typed(rejection, advice=WENT_WELL.upper() + " !"))

    assert list(errors(response)) == ["advice"]
    assert response.context["mail"].sheet.points[-1] == WENT_WELL.upper() + " !"  # the preview stays what was typed
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("hole", ["[naam]", "{vacature}", "<functie>", "XXX", "....."])
def test_a_hole_in_the_text_cannot_leave(nadia: Client, rejection: Rejection, hole: str) -> None:
    response = nadia.post(page(rejection), typed(rejection, why_not=f"We zoeken iemand met {hole} jaar."))

    assert errors(response) == {"why_not": [f"Vul “{hole}” in of laat het weg."]}
    assert Letter.objects.count() == 0


def test_the_name_of_another_candidate_for_the_job_cannot_leave(nadia: Client, rejection: Rejection) -> None:
    letter_cast.owed(candidate=cast.candidate("Lotte van der Smit"), vacancy=rejection.vacancy)
    letter_cast.owed(candidate=cast.candidate("Anne Bakker"), vacancy=cast.vacancy("Data-analist"))

    response = nadia.post(page(rejection), typed(rejection, why_not="Lotte had meer ervaring. Anne ook."))
    assert errors(response) == {
        "why_not": ["“Lotte” is de naam van een andere kandidaat voor deze functie. Laat die weg."]
    }
    assert Letter.objects.count() == 0


def test_own_name_the_writer_and_the_job_may_stand_in_the_mail(nadia: Client, rejection: Rejection) -> None:
    letter_cast.owed(candidate=cast.candidate("Youssef Willems", email="y2@example.org"), vacancy=rejection.vacancy)

    response = nadia.post(page(rejection), typed(rejection, advice="Youssef, bel Nadia Willems."))
    assert response.status_code == 302


def test_requirement_and_reason_are_needed_with_their_details(nadia: Client, rejection: Rejection) -> None:
    bare = nadia.post(page(rejection), typed(rejection, requirement="", reason="", reason_details=""))
    assert sorted(errors(bare)) == ["reason", "requirement"]

    without = nadia.post(page(rejection), typed(rejection, reason="other", reason_details=" "))
    assert list(errors(without)) == ["reason_details"]
    assert Letter.objects.count() == 0


def test_another_requirement_is_typed_and_not_offered_to_others(nadia: Client, rejection: Rejection) -> None:
    forgotten = nadia.post(page(rejection), typed(rejection, requirement="another", other_requirement=""))
    assert list(errors(forgotten)) == ["other_requirement"]

    nadia.post(page(rejection), typed(rejection, requirement="another", other_requirement="Rijbewijs  C"))
    rejection.refresh_from_db()
    assert rejection.requirement is not None
    assert (rejection.requirement.text, rejection.requirement.is_active) == ("Rijbewijs C", False)


def test_keeping_sends_nothing_and_the_draft_is_back_on_the_page(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection, do="keep", advice="Nog niet af"))

    assert Letter.objects.count() == 0
    shown = nadia.get(page(rejection))
    assert shown.context["form"]["advice"].value() == "Nog niet af"
    assert shown.context["version"] == 1


def test_of_two_writers_the_second_is_told_and_nothing_is_lost(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection, do="keep", version=0))
    second = nadia.post(page(rejection), typed(rejection, do="send", version=0, advice="Mijn eigen tekst"))

    said = second.content.decode()
    assert (ADVICE in said, "Mijn eigen tekst" in said) == (True, True)
    assert Feedback.objects.get().advice == ADVICE
    assert Letter.objects.count() == 0

    nadia.post(page(rejection), typed(rejection, version=second.context["version"], advice="Mijn eigen tekst"))
    assert Feedback.objects.get().advice == "Mijn eigen tekst"
    assert Letter.objects.count() == 1


def test_later_is_possible_up_to_the_due_moment(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection, when="later", at="12:30"))
    assert Letter.objects.get().not_before == datetime(2026, 11, 24, 11, 30, tzinfo=NOW.tzinfo)


def test_planned_at_the_due_moment_itself_it_leaves_a_minute_before(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection, when="later", at="13:12"))
    assert Letter.objects.get().not_before == DUE - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("13:13", "Kies een moment dat niet later is dan 13:12"),
        ("10:12", "Kies een moment dat nog moet komen"),
        ("", "Vul in wanneer de mail weggaat"),
        ("straks", "Vul in wanneer de mail weggaat"),
    ],
)
def test_too_late_is_refused_on_the_field_and_the_limit_is_shown(
    nadia: Client, rejection: Rejection, at: str, said: str
) -> None:
    response = nadia.post(page(rejection), typed(rejection, when="later", at=at))

    assert errors(response) == {"at": [said]}
    assert Letter.objects.count() == 0


def test_a_later_day_asks_for_a_date_and_a_time(nadia: Client, rejection: Rejection) -> None:
    Deadline.objects.update(due_at=NOW + timedelta(days=2))
    nadia.post(page(rejection), typed(rejection, when="later", at="2026-11-25T09:00"))

    assert Letter.objects.get().not_before == datetime(2026, 11, 25, 8, 0, tzinfo=NOW.tzinfo)


def test_waiting_to_take_it_back_never_makes_a_mail_late(nadia: Client, rejection: Rejection) -> None:
    Deadline.objects.update(due_at=NOW + timedelta(minutes=5))
    nadia.post(page(rejection), typed(rejection))
    assert Letter.objects.get().not_before == NOW + timedelta(minutes=4)


def test_a_late_answer_can_only_leave_now(nadia: Client, rejection: Rejection) -> None:
    Deadline.objects.update(due_at=NOW - timedelta(hours=1))
    response = nadia.post(page(rejection), typed(rejection, when="later", at="17:00"))
    assert list(errors(response)) == ["when"]

    nadia.post(page(rejection), typed(rejection))
    assert Letter.objects.count() == 1


def test_one_unsent_mail_per_rejection_and_changing_replaces_it(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection))
    first = Letter.objects.get()
    nadia.post(reverse("letter_take_back", args=[first.pk]))
    nadia.post(page(rejection), typed(rejection, version=1, advice="Een andere tip."))

    letter = Letter.objects.get()
    assert (letter.pk, letter.state) == (first.pk, LetterState.WAITING)
    assert "Een andere tip." in letter.text
    assert ADVICE not in letter.text


def test_a_mail_that_waits_is_shown_and_not_written_over(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection))
    nadia.post(page(rejection), typed(rejection, version=1, advice="Stiekem anders."))

    assert ADVICE in Letter.objects.get().text


def test_without_an_address_nothing_can_be_sent(nadia: Client, rejection: Rejection) -> None:
    Candidate.objects.update(email="")
    nadia.post(page(rejection), typed(rejection))

    assert Letter.objects.count() == 0
    assert Feedback.objects.count() == 1  # but what was typed is kept


def test_after_an_interview_a_call_comes_first(nadia: Client, rejection: Rejection) -> None:
    other = letter_cast.owed(
        stage="interview", channel="call", candidate=cast.candidate("Lotte Smit"), vacancy=rejection.vacancy
    )
    nadia.post(page(other), typed(other))
    assert Letter.objects.count() == 0

    for _attempt in range(2):
        CallAttempt.objects.create(rejection=other, outcome="no_answer", by=other.recruiter, at=NOW)
    nadia.post(page(other), typed(other, version=1))
    assert Letter.objects.count() == 0  # not before somebody said why

    choose_writing(other, why="not_reached", details="", by=other.recruiter, at=NOW)
    nadia.post(page(other), typed(other, version=2))
    letter = Letter.objects.get()
    assert letter.text.startswith("Beste Lotte,\n\nWe gaan niet met je verder voor de functie")


def test_a_withdrawn_or_undone_rejection_has_no_mail(nadia: Client, rejection: Rejection) -> None:
    for change in ({"undone_at": NOW}, {"undone_at": None, "ended_by": "candidate"}):
        Rejection.objects.update(**change)
        response = nadia.post(page(rejection), typed(rejection))
        assert (response.status_code, response["Location"]) == (302, f"/afwijzingen/{rejection.public_id}/")
    assert Letter.objects.count() == 0


def test_only_who_decided_or_was_handed_the_task_writes(client: Client, rejection: Rejection) -> None:
    bram = cast.bram()
    client.force_login(bram)
    assert client.get(page(rejection)).status_code == 404

    Deadline.objects.update(owner=bram)
    assert client.get(page(rejection)).status_code == 200


def test_the_mail_is_shown_as_a_document_of_its_own(nadia: Client, rejection: Rejection) -> None:
    nadia.post(page(rejection), typed(rejection))
    letter = Letter.objects.get()
    for address in (
        reverse("letter_html", args=[letter.pk]),
        reverse("letter_preview_html", args=[rejection.public_id]),
    ):
        response = nadia.get(address)
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe-inline" not in nadia.get(page(rejection))["Content-Security-Policy"]


def test_the_page_asks_the_same_number_of_questions_with_one_and_three_others(
    nadia: Client, rejection: Rejection
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            nadia.get(page(rejection))
        return len(asked)

    queries()
    letter_cast.owed(candidate=cast.candidate("Anne Een", email="a1@example.org"), vacancy=rejection.vacancy)
    letter_cast.requirement(rejection.vacancy, "Een")
    one = queries()
    for n in range(2):
        letter_cast.owed(candidate=cast.candidate(f"Bo {n}", email=f"b{n}@example.org"), vacancy=rejection.vacancy)
        letter_cast.requirement(rejection.vacancy, f"Eis {n}")
    assert queries() == one
