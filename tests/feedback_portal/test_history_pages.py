"""The history of a row says on which page it was changed, never with which personal link."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pghistory.models import Context

from candidates.models import Candidate
from tests import cast, own_cast
from tests.own_cast import LATER
from tests.sink import Sink


@pytest.mark.django_db
def test_no_history_opens_a_page(sink: Sink) -> None:
    with time_machine.travel(LATER, tick=False):
        cast.hospital()
        rejection = own_cast.told_by_mail()
        address = reverse("own_leave", args=[own_cast.token(rejection), "vragen"])
        Client().post(address, {"List-Unsubscribe": "One-Click"})
    assert Candidate.objects.get().no_questions is True
    assert list(Context.objects.values_list("metadata__url", flat=True)) == ["own_leave"]
