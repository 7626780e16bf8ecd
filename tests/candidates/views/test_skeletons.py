"""Points to begin with: on the page that writes, and at the administrator's."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Feedback, Letter, Rejection, Skeleton
from tests import cast, letter_cast
from tests.letter_cast import ADVICE, NOW, WENT_WELL, WHY_NOT

pytestmark = pytest.mark.django_db
EDIT = "/teksten/cv-screening/nl/experience/"


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
def ad(rejection: Rejection) -> Client:
    client = Client()
    client.force_login(cast.ad())
    return client


def post(client: Client, rejection: Rejection, **fields: Any) -> Any:
    given = {"went_well": "", "why_not": "", "advice": "", "version": 0}
    return client.post(reverse("feedback", args=[rejection.public_id]), given | fields)


def edited(client: Client, **fields: Any) -> Any:
    given = {
        "went_well": "In je brief las ik dat je [wat je deed].",
        "why_not": "We zoeken iemand met [eis]. Dat zag ik niet in je cv.",
        "advice": "Mijn tip: [wat je kunt doen].",
        "more": "",
        "version": 1,
    }
    return client.post(EDIT, given | fields)


def test_it_fills_the_empty_points_and_leaves_what_was_typed(nadia: Client, rejection: Rejection) -> None:
    requirement = letter_cast.requirement(rejection.vacancy)
    response = post(nadia, rejection, do="begin:experience", advice=ADVICE, requirement=requirement.pk)

    form = response.context["form"]
    assert form["advice"].value() == ADVICE
    assert form["went_well"].value().startswith("In je [cv of brief] las ik dat je [wat je deed].")
    assert "We zoeken iemand met minimaal drie jaar ervaring als projectleider." in form["why_not"].value()
    assert form["reason"].value() == "experience"
    assert (Feedback.objects.count(), Skeleton.objects.count()) == (0, 0)


def test_one_that_does_not_exist_changes_nothing(nadia: Client, rejection: Rejection) -> None:
    response = post(nadia, rejection, do="begin:nothing", advice=ADVICE)
    assert response.context["form"]["advice"].value() == ADVICE


def test_it_is_offered_as_long_as_a_point_is_empty(nadia: Client, rejection: Rejection) -> None:
    offered = 'value="begin:experience"'
    assert offered in nadia.get(reverse("feedback", args=[rejection.public_id])).content.decode()
    full = post(nadia, rejection, do="check", went_well=WENT_WELL, why_not=WHY_NOT, advice=ADVICE)
    assert offered not in full.content.decode()


def test_a_mail_remembers_the_version_it_began_with(nadia: Client, ad: Client, rejection: Rejection) -> None:
    begun = post(nadia, rejection, do="begin:experience").context["began_with"]
    assert edited(ad).status_code == 302
    requirement = letter_cast.requirement(rejection.vacancy)
    sending = {"do": "send", "when": "now", "requirement": requirement.pk, "reason": "experience"}
    points = {"went_well": WENT_WELL, "why_not": WHY_NOT, "advice": ADVICE, "reason_details": "Het cv."}
    post(nadia, rejection, began_with=begun, **sending, **points)

    began_with = Letter.objects.get().began_with
    assert began_with is not None
    assert (str(began_with), began_with.version) == ("cv-screening nl experience v1", 1)


@pytest.mark.parametrize("typed", ["", "experience", "experience:", "experience:x", "experience:9", "x:1", ":" * 9])
def test_a_strange_beginning_is_no_beginning(nadia: Client, rejection: Rejection, typed: str) -> None:
    post(nadia, rejection, do="keep", began_with=typed)
    assert Feedback.objects.get().began_with is None


def test_a_change_is_a_new_version(ad: Client) -> None:
    assert edited(ad).status_code == 302
    first, second = Skeleton.objects.order_by("version")
    assert (first.version, second.version, second.made_by and second.made_by.first_name) == (1, 2, "Ad")
    assert first.went_well != second.went_well
    assert first.examples == second.examples
    assert "versie 2, van Ad Bos" in ad.get(reverse("letter_texts")).content.decode()


def test_the_same_words_make_no_new_version(ad: Client) -> None:
    edited(ad)
    edited(ad, version=2)
    assert Skeleton.objects.count() == 2


def test_a_new_place_needs_words_for_the_examples(ad: Client) -> None:
    wish = {"advice": "Bel [iemand]. Dan hoor je [wat dat oplevert]."}
    refused = edited(ad, **wish)
    assert refused.context["form"].errors["advice"] == [
        "De voorbeelden hebben geen woorden voor “[iemand]”. Schrijf ze hieronder."
    ]
    assert edited(ad, **wish, more="iemand: een oud-collega").status_code == 302
    assert Skeleton.objects.get(version=2).examples[0]["iemand"] == "een oud-collega"


def test_what_the_guide_stops_in_an_example_is_refused(ad: Client) -> None:
    refused = edited(ad, advice="Mijn tip: [wat je kunt doen]. Als er weer iets vrijkomt, bellen we je zeker.")
    (said,) = refused.context["form"].errors["advice"]
    assert said.startswith("In een voorbeeld houdt de schrijfhulp “")
    assert Skeleton.objects.count() == 0


def test_stored_words_cannot_be_changed_to_make_it_pass(ad: Client) -> None:
    edited(ad, more="eis: iets anders")
    assert Skeleton.objects.get(version=2).examples[0]["eis"] == "drie jaar ervaring als projectleider"


def test_of_two_administrators_the_second_is_told(ad: Client) -> None:
    edited(ad)
    second = edited(ad, went_well="Je schrijft dat je [wat je deed].")
    assert second.context["form"].non_field_errors() == [
        "Een collega veranderde deze tekst intussen. Vergelijk, en bewaar opnieuw."
    ]
    assert Skeleton.objects.count() == 2


@pytest.mark.parametrize("path", ["cv-screening/nl/nothing", "x/nl/experience", "cv-screening/de/experience"])
def test_what_does_not_exist_is_not_found(ad: Client, path: str) -> None:
    assert ad.get(f"/teksten/{path}/").status_code == 404


def test_the_page_of_texts_asks_the_same_with_more_versions(ad: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ad.get(reverse("letter_texts"))
        return len(asked)

    edited(ad)
    one = queries()
    edited(ad, version=2, advice="Oefen met [wat je kunt doen].")
    edited(ad, version=3, advice="Begin met [wat je kunt doen].")
    assert queries() == one
