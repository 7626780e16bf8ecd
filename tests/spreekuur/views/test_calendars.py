"""Calendar files at the door: behind the link, and at a recruiter's secret address."""

import re
from typing import Any

import pytest
import time_machine
from django.conf import settings as our_settings
from django.test import Client
from django.urls import reverse

from candidates.actions.links import link_for
from candidates.letters.mark import address_of
from candidates.letters.posting import deliver_due
from candidates.models import Role
from spreekuur.access.feeds import token_of_feed
from spreekuur.actions.feeds import feed_for
from spreekuur.actions.telling import write_talk_letters
from spreekuur.models import CalendarFeed
from tests import cast
from tests.sink import Sink
from tests.spreekuur_cast import NOW, booked, day, recruiter, rejection, slot

pytestmark = pytest.mark.django_db


def test_the_mail_carries_the_appointment_as_a_part_of_its_own(sink: Sink, settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    cast.hospital()
    day()
    booked(rejection(), slot(13, 45))
    write_talk_letters(NOW)
    deliver_due(clock=lambda: NOW)
    (mail,) = sink.mails
    kinds = [part.get_content_type() for part in mail.message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    part = list(mail.message.walk())[-1]
    assert (part.get_param("method"), part.get_filename()) == ("REQUEST", "spreekuur.ics")
    assert "T134500" in part.get_content()


def test_a_candidate_takes_the_appointment_along() -> None:
    cast.hospital()
    day()
    about = rejection()
    booked(about, slot(13, 45))
    link, holder = link_for(about, at=NOW), Client()
    with time_machine.travel(NOW, tick=False):
        assert holder.get(reverse("booking_calendar", args=[link.public_id])).status_code == 404
        holder.get(address_of(link).removeprefix(our_settings.SITE_URL))
        answer = holder.get(reverse("booking_calendar", args=[link.public_id]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="spreekuur-2026-11-26.ics"'
    assert answer["Cache-Control"] == "no-store"
    assert "METHOD:PUBLISH" in answer.text


def test_a_recruiter_makes_and_ends_a_private_calendar() -> None:
    cast.hospital()
    day()
    booked(rejection(), slot(13, 45))
    desk, program = Client(), Client()
    desk.force_login(recruiter("Nadia"))
    with time_machine.travel(NOW, tick=False):
        desk.post(reverse("my_calendar"), {"do": "make"})
        page = desk.get(reverse("my_calendar")).text
        (address,) = re.findall(r'value="https?://[^/]+(/agenda/[^"]+)"', page)
        assert "Youssef" in program.get(address).text
        assert not CalendarFeed.objects.filter(digest__in=address).exists()
        desk.post(reverse("my_calendar"), {"do": "end"})
        assert program.get(address).status_code == 404
        desk.post(reverse("my_calendar"), {"do": "make"})
        assert address not in desk.get(reverse("my_calendar")).text


def test_who_holds_no_talks_any_more_has_no_calendar_either() -> None:
    """Somebody who only reads figures sees no candidates, at no address."""
    cast.hospital()
    nadia = recruiter("Nadia")
    feed_for(nadia, at=NOW)
    address = reverse("calendar_feed", args=[token_of_feed(nadia)])
    assert Client().get(address).status_code == 200
    nadia.role = Role.READ_ONLY
    nadia.save()
    assert Client().get(address).status_code == 404
