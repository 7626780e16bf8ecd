from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.letters.texts import current_text
from candidates.models import LetterText
from candidates.rules.stages import Stage
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "letter_text_edit"


@pytest.fixture
def ad(client: Client) -> Client:
    cast.hospital()
    client.force_login(cast.ad())
    return client


def change(client: Client, **fields: Any) -> Any:
    given = {"opening": "Beste {first_name},\r\n\r\nNee.", "invitation": "Bel ons.", "closing": "Groet,", "version": 1}
    return client.post(reverse(PAGE, args=["cv-screening", "nl"]), given | fields)


def test_a_new_house_begins_with_sentences_for_every_stage_and_language(ad: Client) -> None:
    assert ad.get(reverse("letter_texts")).status_code == 200
    for stage in Stage:
        for language in ("nl", "en"):
            assert ad.get(reverse(PAGE, args=[stage, language])).status_code == 200
    assert LetterText.objects.count() == 0


def test_a_change_is_a_new_version_and_the_old_one_stays(ad: Client) -> None:
    assert change(ad).status_code == 302

    newest = current_text(Stage.CV_SCREENING, "nl")
    assert (newest.version, newest.opening) == (2, "Beste {first_name},\n\nNee.")
    assert newest.made_by is not None
    assert LetterText.objects.count() == 2
    assert current_text(Stage.CV_SCREENING, "en").version == 1


@pytest.mark.parametrize("opening", ["Beste {naam},", "Beste {first_name", "Beste {first_name.__class__},", "{}"])
def test_a_placeholder_that_nobody_can_fill_in_is_refused(ad: Client, opening: str) -> None:
    response = change(ad, opening=opening)

    assert list(response.context["form"].errors) == ["opening"]
    assert LetterText.objects.count() == 0


def test_nothing_may_be_empty(ad: Client) -> None:
    response = change(ad, opening="", invitation=" ", closing="")
    assert sorted(response.context["form"].errors) == ["closing", "invitation", "opening"]


def test_of_two_administrators_the_second_is_told(ad: Client) -> None:
    change(ad)
    second = change(ad, opening="Hallo {first_name},")

    assert second.status_code == 200
    assert "__all__" in second.context["form"].errors
    assert 'name="version" value="2"' in second.content.decode()
    assert LetterText.objects.count() == 2


def test_the_same_words_make_no_new_version(ad: Client) -> None:
    change(ad)
    change(ad, version=2)
    assert LetterText.objects.count() == 2


@pytest.mark.parametrize(("stage", "refused"), [("late-stage", ["opening"]), ("interview", []), ("cv-screening", [])])
def test_after_a_final_round_the_first_sentence_tells_the_decision(ad: Client, stage: str, refused: list[str]) -> None:
    hidden = "Beste {first_name},\n\nDank je wel voor je tijd. We gaan niet met je verder."
    address = reverse("letter_text_edit", args=[stage, "nl"])
    given = {"version": 1, "opening": hidden, "invitation": "Bel ons.", "closing": "Groet,"}
    response = ad.post(address, given)
    assert list(response.context["form"].errors if response.context else []) == refused


def test_only_administrators_may(client: Client) -> None:
    cast.hospital()
    for person in (cast.nadia(), cast.hanna(), cast.vera()):
        client.force_login(person)
        assert client.get(reverse("letter_texts")).status_code == 403


@pytest.mark.parametrize("path", ["x/nl", "cv-screening/de"])
def test_what_does_not_exist_is_not_found(ad: Client, path: str) -> None:
    assert ad.get(f"/teksten/{path}/").status_code == 404
