"""My data: everything about this person, and nothing about anybody else. Two people with planted words, everywhere."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.actions.consents import give_consent
from candidates.actions.data_requests import answer, ask
from candidates.actions.opinions import say_useful
from candidates.models import (
    About,
    Asks,
    CallMoment,
    Candidate,
    DataRequest,
    Feedback,
    FollowUp,
    Handover,
    Hold,
    ImportRow,
    ImportRun,
    Letter,
    Organisation,
    Override,
    Read,
    Rejection,
    Useful,
    User,
    Vacancy,
    WrittenRoute,
)
from candidates.rules.points import Points
from spreekuur.actions.talks import Went, record_talk
from spreekuur.models import Offer, Reopening, Talk, WaitingPlace
from spreekuur.rules.talks import Outcome
from tests import cast, own_cast, spreekuur_cast
from tests.own_cast import LATER, at, holder, words
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        spreekuur_cast.day(date(2026, 11, 26))
        yield


def planted(mark: str) -> tuple[Rejection, list[str]]:
    """A person with a word of their own in every field and free text there is. Answers those words."""
    words_: list[str] = []

    def plant(where: str) -> str:
        words_.append(f"{mark}{where}")
        return words_[-1]

    organisation = Organisation.objects.current()
    points = Points(*(f"Je deed het goed met {plant(name)} in dit werk." for name in ("well", "why", "advice")))
    rejection = own_cast.told_by_mail(
        name=plant("name"),
        email=f"{mark}@example.org".lower(),
        points=points,
        vacancy=cast.vacancy(plant("vacancy")),
        reference=plant("reference"),
    )
    Rejection.objects.filter(pk=rejection.pk).update(reason_details=plant("details"), taken_back_why=plant("takenback"))
    Feedback.objects.filter(rejection=rejection).update(note=plant("note"), typed={"besides": plant("typed")})
    who = {"by": rejection.recruiter, "at": LATER}
    Override.objects.create(
        rejection=rejection, field="why_not", label="vague", rule="x", quote=plant("quote"), why=plant("over"), **who
    )
    WrittenRoute.objects.create(rejection=rejection, why="not_reached", details=plant("route"), attempts=2, **who)
    CallMoment.objects.create(
        rejection=rejection, recruiter=rejection.recruiter, starts_at=LATER, chosen_at=LATER, given_up_at=LATER
    )
    FollowUp.objects.create(
        rejection=rejection, kind="promised", what=plant("promised"), owner=rejection.recruiter, due_at=LATER,
        made_at=LATER, dropped_at=LATER, dropped_why=plant("dropped"),
    )  # fmt: skip
    Handover.objects.create(
        deadline=rejection.deadlines.first(), from_user=rejection.recruiter, to_user=rejection.recruiter,
        why=plant("handover"), **who,
    )  # fmt: skip
    run = ImportRun.objects.create(user=rejection.recruiter, uploaded_at=LATER, file_name="f.csv")
    ImportRow.objects.create(run=run, line=1, data={"name": plant("file")}, verdict="new", rejection=rejection)
    _talk(rejection, plant)
    say_useful(rejection, about=About.FEEDBACK, useful=Useful.NO, why=plant("opinion"), at=LATER)
    give_consent(rejection.candidate, work=plant("work"), organisation=organisation, at=LATER)
    for asks in Asks:
        ask(
            rejection.candidate, asks=asks, what=plant(asks), rejection=rejection, organisation=organisation, at=LATER
        )  # fmt: skip
    answer(
        DataRequest.objects.get(candidate=rejection.candidate, asks="object"), words=plant("answer"), by=None, at=LATER
    )
    Hold.objects.create(candidate=rejection.candidate, why=plant("hold"), until=LATER.date(), placed_at=LATER)
    Read.objects.create(user=reader(plant("reader")), candidate=rejection.candidate, what="candidate", at=LATER)
    Candidate.objects.filter(pk=rejection.candidate_id).update(name=plant("newname"))
    return Rejection.objects.get(pk=rejection.pk), words_


def reader(name: str) -> User:
    return cast.person(name, email=f"{name}@oeverland.example".lower())


def _talk(rejection: Rejection, plant: Any) -> None:
    free = [slot for slot in spreekuur_cast.Slot.objects.in_order() if not slot.bookings.exists()]
    booking = spreekuur_cast.booked(rejection, free[0], question=plant("question"), phone="+31612345678")
    went = Went(
        Outcome.OTHER_VACANCY, plant("talkwell"), plant("talkwhy"), plant("talkadvice"), minutes=15,
        other_vacancy=Vacancy.objects.get(pk=rejection.vacancy_id),
    )  # fmt: skip
    at = booking.slot.ends_at
    talk = record_talk(booking, went, by=rejection.recruiter, organisation=Organisation.objects.current(), at=at)
    Talk.objects.filter(pk=talk.pk).update(advice=plant("newadvice"))
    Reopening.objects.create(
        rejection=rejection, talk=talk, wrong=plant("wrong"), decider=rejection.recruiter, due_at=LATER,
        opened_by=rejection.recruiter, opened_at=LATER,
    )  # fmt: skip
    place = WaitingPlace.objects.create(rejection=rejection, day=booking.slot.day, joined_at=LATER, state="lapsed")
    Offer.objects.create(place=place, slot=booking.slot, made_at=LATER, until=LATER, state="lapsed", ended_at=LATER)


@pytest.mark.parametrize("how", ["own_data_file", "own_data"])
def test_all_of_ones_own_words_and_none_of_anybody_elses(sink: Sink, how: str) -> None:
    mine, own = planted("Qanaa")
    _theirs, others = planted("Zwolf")
    Read.objects.create(
        user=reader("Lijst"), what="rejections",
        shown=list(Candidate.objects.values_list("pk", flat=True)), at=LATER,
    )  # fmt: skip
    page = own_cast.page(mine, how).content.decode()
    assert [word for word in own if word not in page] == []
    assert [word for word in others if word in page] == []
    assert "zwolf@" not in page
    assert "Lijst" in page


def test_a_file_has_every_chapter_and_is_json(sink: Sink) -> None:
    mine, _own = planted("Qanaa")
    answer_ = own_cast.page(mine, "own_data_file")
    assert answer_["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert answer_["Cache-Control"] == "no-store"
    paper = json.loads(answer_.content)
    assert (paper["format"], paper["organisation"]) == ("feedback-portal/own-data/1", "Ziekenhuis Oeverland")
    assert set(paper) - {"format", "made_at", "organisation", "left_out"} >= {
        "person", "earlier_data", "applications", "earlier_applications", "promises", "feedback", "earlier_feedback",
        "mails", "kept_sentences", "call_moments", "written_routes", "follow_ups", "handovers", "proof", "files",
        "talks_booked", "waiting", "talks", "earlier_talks", "second_looks", "opinions", "consents", "requests",
        "holds", "links", "reads",
    }  # fmt: skip


def test_of_colleagues_only_the_name_and_of_the_link_nothing_that_opens_it(sink: Sink) -> None:
    mine, _own = planted("Qanaa")
    nadia = User.objects.get(first_name="Nadia")
    User.objects.filter(pk=nadia.pk).update(phone="+31612121212")
    for how in ("own_data_file", "own_data"):
        page = own_cast.page(mine, how).content.decode()
        assert "Nadia Willems" in page
        for secret in ("nadia@oeverland.example", "+31612121212", own_cast.token(mine), "[[personal-link]]"):
            assert secret not in page


def test_what_somebody_was_not_told_yet_is_in_no_file(sink: Sink) -> None:
    told = own_cast.told_by_mail()
    own_cast.approved(
        own_cast.owed(vacancy=cast.vacancy("Geheime functie")), points=Points("Iets goeds.", "Waaromniet.", "Raad.")
    )
    for how in ("own_data_file", "own_data"):
        page = own_cast.page(told, how).content.decode()
        assert "lanner operatiekamers" in page
        for secret in ("Geheime functie", "geheime functie", "Waaromniet."):
            assert secret not in page


def test_everybody_reads_the_same_about_what_is_left_out(sink: Sink) -> None:
    assert "Wat we je eerst zelf moeten vertellen, staat hier niet in." in words(
        own_cast.page(own_cast.told_by_mail(), "own_data")
    )


def test_it_costs_the_same_for_little_and_for_much(sink: Sink) -> None:
    mine, _own = planted("Qanaa")
    visitor, path = holder(mine), at(mine, "own_data")
    first = queries(visitor, path)
    for n in range(2):
        own_cast.told_by_mail(name=mine.candidate.name, email=mine.candidate.email, vacancy=cast.vacancy(f"Baan {n}"))
        Read.objects.create(user=mine.recruiter, candidate=mine.candidate, what="candidate", at=LATER)
    assert Letter.objects.filter(candidate=mine.candidate).count() >= 3
    assert queries(visitor, path) == first


def queries(visitor: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(path).status_code == 200
    return len(asked)


def test_a_decision_that_nobody_told_yet_changes_nothing(sink: Sink) -> None:
    """Nor does it leave a gap where something stood before."""
    rejection = own_cast.told_by_mail()
    for what in ("candidate", "rejections"):
        Read.objects.create(user=rejection.recruiter, candidate=rejection.candidate, what=what, at=LATER)
    before = holder(rejection).get(at(rejection, "own_data_file")).content
    own_cast.owed(vacancy=cast.vacancy("Doktersassistent"))
    assert holder(rejection).get(at(rejection, "own_data_file")).content == before


def test_what_stood_on_a_page_reads_as_words_and_not_as_codes(sink: Sink) -> None:
    rejection = own_cast.told_by_mail()
    requirement = rejection.vacancy.requirements.create(text="Zelf een project leiden")
    note = "why_not-vague-1"
    Feedback.objects.filter(rejection=rejection).update(
        typed={
            "when": "now", "requirement": str(requirement.pk), "reason": "experience", "unheard-of": "iets",
            f"{note}-why": "Dat mag blijven", f"{note}-owner": str(rejection.recruiter_id),
        }
    )  # fmt: skip
    read = words(holder(rejection).get(at(rejection, "own_data")))
    assert "Wanneer gaat de mail weg? Nu" in read
    assert "Eis: Zelf een project leiden" in read
    assert f"Wie doet het? {rejection.recruiter.name}" in read
    assert "Waarom: Dat mag blijven" in read
    assert "Iets anders: iets" in read
    for raw in ("when:", "now", "reason:", "experience", "requirement", "owner", note):
        assert raw not in read


def test_who_looked_stands_last_per_day_and_colleague(sink: Sink) -> None:
    rejection = own_cast.told_by_mail()
    looks = {"user": rejection.recruiter, "rejection": rejection, "candidate": rejection.candidate}
    for minute, what in enumerate(("call", "call", "feedback")):
        Read.objects.create(what=what, at=LATER - timedelta(days=3, minutes=9 - minute), **looks)
    page = holder(rejection).get(at(rejection, "own_data"))
    assert page.context["chapters"][-1][0].key == "reads"
    (lines,) = page.context["chapters"][-1][1]
    label, said = lines[-1].label, lines[-1].words
    assert label.endswith(f", {rejection.recruiter.name}")
    assert said.startswith("3 keer, de laatste keer om ")
    assert said.endswith(". De pagina van het telefoontje, de feedback")
    assert page.content.decode().count("<details") == 1
