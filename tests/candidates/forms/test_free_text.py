"""A special word in a free text asks for a look before it is saved; with the tick it is saved as it was typed."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation

from candidates.forms.plain import PlainForm
from candidates.models import CallAttempt, Feedback, FollowUp, Rejection, User
from candidates.rules.stages import Stage
from tests import cast
from tests.decision_cast import logged

TEXT = "Ze vertelde over haar reuma."
ASKED = "Kijk nog eens: “reuma” kan een bijzonder persoonsgegeven zijn"
LABEL = "Ik heb ernaar gekeken; dit mag zo blijven"


class NoteForm(PlainForm):
    free_texts = ("note", "line")
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), help_text="Kort.", max_length=100)
    line = forms.CharField(required=False)
    other = forms.CharField(required=False)


@pytest.fixture(autouse=True)
def dutch() -> Any:
    with translation.override("nl"):
        yield


def typed(**given: str) -> NoteForm:
    data = QueryDict(mutable=True)
    data.update(given)
    return NoteForm(data, prefix="x")


def test_it_says_who_may_read_it() -> None:
    form = NoteForm()
    assert form["note"].help_text == "Kort. De kandidaat mag dit lezen."
    assert form["line"].help_text == "De kandidaat mag dit lezen."
    assert form["other"].help_text == ""


def test_an_ordinary_text_is_saved_at_once() -> None:
    form = typed(**{"x-note": "Drie jaar ervaring met roosters."})
    assert form.is_valid()
    assert "looked-at" not in str(form)


def test_a_special_word_asks_once_and_keeps_what_was_typed() -> None:
    form = typed(**{"x-note": TEXT})
    assert not form.is_valid()
    assert not form.has_mistakes
    assert form.errors["note"][0].startswith(ASKED)
    assert form.cleaned_data["note"] == TEXT
    html = str(form["note"])
    assert TEXT in html
    assert 'name="x-note-looked-at"' in html
    assert 'value="reuma"' in html
    assert " checked" not in html
    assert LABEL in html


def test_with_the_tick_it_is_saved() -> None:
    form = typed(**{"x-note": TEXT, "x-note-looked-at": "reuma"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == TEXT
    assert " checked" in str(form["note"])


def test_the_tick_counts_for_the_words_it_was_given_for() -> None:
    more = typed(**{"x-note": f"{TEXT} Ze is zwanger.", "x-note-looked-at": "reuma"})
    assert not more.is_valid()
    assert "“reuma, zwanger”" in more.errors["note"][0]
    assert typed(**{"x-note": TEXT, "x-note-looked-at": "reuma|zwanger"}).is_valid()


def test_a_line_of_text_asks_too_and_another_field_does_not() -> None:
    form = typed(**{"x-note": "Goed.", "x-line": "moslima", "x-other": "moslima"})
    assert set(form.errors) == {"line"}
    assert 'type="text"' in str(form["line"])
    assert "x-line-looked-at" in str(form["line"])


def test_a_mistake_is_still_a_mistake() -> None:
    form = typed(**{"x-note": f"{TEXT}{'.' * 100}", "x-line": "moslima"})
    assert form.has_mistakes
    assert set(form.errors) == {"note", "line"}


def test_a_word_in_quotes_breaks_nothing() -> None:
    html = str(typed(**{"x-note": 'Hij zei "<b>reuma</b>"'})["note"])
    assert "<b>" not in html


@pytest.mark.django_db
class TestThroughThePages:
    @pytest.fixture
    def desk(self, client: Client) -> Client:
        cast.hospital()
        client.force_login(cast.nadia())
        return client

    @pytest.fixture
    def rejection(self, desk: Client) -> Rejection:
        return logged(by=User.objects.get(first_name="Nadia"))

    def answers(self, desk: Client, page: str, given: dict[str, str], field: str) -> str:
        """Posts twice: without the tick, then with it. Returns the page in between."""
        asked = desk.post(page, given)
        html = asked.content.decode()
        assert (asked.status_code, ASKED in html, LABEL in html) == (200, True, True)
        assert desk.post(page, given | {f"{field}-looked-at": "reuma"}).status_code == 302
        return html

    def test_a_note_of_a_call(self, desk: Client, rejection: Rejection) -> None:
        page = reverse("call", args=[rejection.public_id])
        html = self.answers(desk, page, {"result": "keep", "went_well": "Rustig.", "note": TEXT}, "note")
        assert "Rustig." in html
        assert TEXT in html
        assert Feedback.objects.get().note == TEXT

    def test_nothing_is_saved_before_the_look(self, desk: Client, rejection: Rejection) -> None:
        points = {
            "went_well": "Je bleef rustig bij de casus.",
            "why_not": "Je hebt nog geen ervaring met roosters, en die vraagt dit werk.",
            "advice": "Vraag een planner of je een week mag meelopen.",
        }
        page, given = reverse("call", args=[rejection.public_id]), points | {"result": "reached", "note": TEXT}
        asked = desk.post(page, given)
        assert set(asked.context["after"].errors) == {"note"}
        assert set(asked.context["form"].errors) == set()
        assert (Feedback.objects.count(), CallAttempt.objects.count()) == (0, 0)
        assert desk.post(page, given | {"note-looked-at": "reuma"}).status_code == 302
        assert (Feedback.objects.get().note, CallAttempt.objects.get().outcome) == (TEXT, "reached")

    def test_a_reason_when_logging(self, desk: Client) -> None:
        page = reverse("rejection_new")
        given = {
            "stage": "cv-screening", "vacancy": "new", "new_vacancy": "Verpleegkundige", "name": "Lotte de Vries",
            "email": "lotte@example.org", "decided_at": "2026-01-05T10:00", "reason": "other", "reason_details": TEXT,
        }  # fmt: skip
        self.answers(desk, page, given, "reason_details")
        assert Rejection.objects.get().reason_details == TEXT

    def test_why_a_follow_up_is_dropped(self, desk: Client, rejection: Rejection) -> None:
        from_now = FollowUp.objects.create(
            rejection=rejection, kind="promised", what="Bellen", due_at=cast.NOW, made_at=cast.NOW,
            owner=rejection.recruiter, made_by=rejection.recruiter,
        )  # fmt: skip
        self.answers(desk, reverse("follow_up", args=[from_now.pk]), {"do": "drop", "why": TEXT}, "why")
        from_now.refresh_from_db()
        assert from_now.dropped_why == TEXT

    def test_why_work_goes_to_a_colleague(self, desk: Client, rejection: Rejection) -> None:
        bram = cast.bram()
        page = reverse("hand_over", args=[rejection.public_id])
        self.answers(desk, page, {"to": str(bram.pk), "why": TEXT}, "why")
        assert {promise.owner for promise in rejection.deadlines.all()} == {bram}

    def test_a_point_of_the_mail(self, desk: Client) -> None:
        mail = logged(by=User.objects.get(first_name="Nadia"), stage=Stage.CV_SCREENING, email="x@example.org")
        page = reverse("feedback", args=[mail.public_id])
        self.answers(desk, page, {"do": "keep", "went_well": TEXT, "version": "0"}, "went_well")
        kept = Feedback.objects.get()
        assert kept.went_well == TEXT
        assert "reuma" not in str(kept.typed)  # the tick is kept nowhere

    def test_a_draft_saves_itself_all_the_same(self, desk: Client) -> None:
        """Who types has the note of the guide beside the text by then; a browser that closes loses nothing."""
        mail = logged(by=User.objects.get(first_name="Nadia"), stage=Stage.CV_SCREENING, email="x@example.org")
        given = {"went_well": TEXT, "reason_details": TEXT, "version": "0"}
        assert desk.post(reverse("draft_keep", args=[mail.public_id]), given).status_code == 200
        assert Feedback.objects.get().went_well == TEXT

    def test_the_guide_says_it_while_a_note_is_typed(self, desk: Client, rejection: Rejection) -> None:
        page = desk.post(reverse("notes", args=[rejection.public_id]), {"note": TEXT}).content.decode()
        assert "bijzonder persoonsgegeven" in page
        assert "reuma" in page
