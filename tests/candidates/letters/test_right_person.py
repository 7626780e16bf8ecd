"""Addresses change while mails wait. Whatever left went to the address of its reader, with the reader's own link."""

import random
import re
from datetime import timedelta

import pytest
from django.conf import settings

from candidates.access.links import link_by_token
from candidates.actions.drafts import Draft
from candidates.actions.feedback import approve_and_send
from candidates.letters.posting import deliver_due
from candidates.models import Candidate, Letter, LetterState
from candidates.rules.points import Points
from tests import cast, letter_cast
from tests.letter_cast import NOW
from tests.sink import Sink

pytestmark = pytest.mark.django_db
PEOPLE = 40


def test_no_mail_reaches_somebody_else(sink: Sink) -> None:
    cast.hospital()
    nadia, vacancy, dice = cast.nadia(), cast.vacancy(), random.Random(7)
    for n in range(PEOPLE):
        person = cast.candidate(f"Naam{n} Achter{n}", email=f"k{n}@example.org")
        about = letter_cast.owed(recruiter=nadia, candidate=person, vacancy=vacancy)
        points = Points(f"Goed {n}.", f"Niet {n}.", f"Tip {n}.")
        approve_and_send(about, Draft(points=points), version=0, by=nadia, at=NOW)
    moved = dice.sample(range(PEOPLE), 15)
    for n in moved[:10]:
        Candidate.objects.filter(email=f"k{n}@example.org").update(email=f"new{n}@example.org")
    for a, b in zip(moved[10:12], moved[12:14], strict=True):  # two people trade addresses
        one, other = Candidate.objects.get(email=f"k{a}@example.org"), Candidate.objects.get(email=f"k{b}@example.org")
        Candidate.objects.filter(pk=one.pk).update(email="tmp@example.org")
        Candidate.objects.filter(pk=other.pk).update(email=one.email)
        Candidate.objects.filter(pk=one.pk).update(email=other.email)

    deliver_due(clock=lambda: NOW + timedelta(hours=1))

    to_candidates = [mail for mail in sink.mails if mail.to != nadia.email]
    assert len(to_candidates) == PEOPLE - 14
    assert Letter.objects.filter(state=LetterState.HELD).count() == 14
    for mail in to_candidates:
        reader = Candidate.objects.get(email=mail.to)
        assert mail.body().startswith(f"Beste {reader.first_name},")
        (token,) = re.findall(rf"{re.escape(settings.SITE_URL)}/s/([\w-]+)/", mail.body())
        assert link_by_token(token, now=NOW).rejection.candidate == reader
