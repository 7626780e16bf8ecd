import pytest
from django.utils import translation

from candidates.models import StagePromise
from feedback_portal.views.promises import promises_in_words
from tests import cast

pytestmark = pytest.mark.django_db


def said() -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(promise.after, promise.words) for promise in promises_in_words(cast.hospital())]


def test_the_promise_beside_the_login_is_the_dutch_default() -> None:
    assert said() == [
        ("After the CV screening", "A personal mail, within 24 hours"),
        ("After an interview", "A phone call, within two working days"),
        ("After the final round", "A talk of fifteen minutes, within ten working days"),
    ]


def test_another_promise_of_the_organisation_is_shown() -> None:
    StagePromise.objects.create(stage="interview", channel="mail", amount=1, unit="working-days")
    assert said()[1] == ("After an interview", "A personal mail, within one working day")
