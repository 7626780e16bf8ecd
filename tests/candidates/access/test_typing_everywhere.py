"""Every page whose form carries {% keep_typing %}: post it without a session, log in, and the words are there."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from candidates.access.typing import FIELD
from candidates.models import Bucket, LetterState, Organisation, User
from candidates.rules.stages import Stage
from spreekuur.rules.rhythm import Hours
from tests import cast, letter_cast, spreekuur_cast
from tests.access_cast import NOW, World, pages
from tests.decision_cast import logged
from tests.page_forms import PageForm, forms_of

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"
CARRIERS = {
    str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if "{% keep_typing %}" in file.read_text()
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        cast.hospital()
        nadia, *_others = (make(password=cast.PASSWORD) for make in (cast.nadia, cast.bram, cast.hanna, cast.ad))
        yield World(nadia, tmp_path / "mailbox")


def plain_addresses(world: World) -> list[str]:
    return [reverse(page.name, kwargs=world.of(page.route, page.converters)) for page in pages().values()]


def special_addresses(world: World) -> list[str]:
    """Pages that show such a form only now and then: a mail that failed, a decision that was heard, open work, a talk
    that began, seats of a rhythm."""
    failed = logged(by=world.owner, stage=Stage.CV_SCREENING, email="failed@example.org", at=NOW)
    letter_cast.to_candidate(failed, state=LetterState.FAILED)
    heard = logged(by=world.owner, stage=Stage.CV_SCREENING, email="heard@example.org", at=NOW)
    letter_cast.to_candidate(heard, state=LetterState.SENT, sent_at=NOW)
    heard.deadlines.update(met_at=NOW, met_channel="mail")
    before = NOW - timedelta(days=1)
    today = spreekuur_cast.day(NOW.date(), world.owner, hours=Hours(time(9), time(9, 30), 15), at=before)
    quarter = today.slots.in_order()[0]
    begun = spreekuur_cast.booked(spreekuur_cast.rejection("Begonnen Gesprek"), quarter, at=before)
    spreekuur_cast.rhythm(world.owner)
    return [
        reverse("spreekuur_talk", args=[begun.pk]),
        reverse("feedback", args=[failed.public_id]),
        reverse("rejection_take_back", args=[heard.public_id]),
        reverse("person_disable", args=[world.owner.pk]),
        reverse("person_pass_on", args=[world.owner.pk]),
    ]


def typing_forms(answer: Any) -> list[PageForm]:
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return [form for form in forms_of(answer.content.decode()) if form.kinds] if is_page else []


def kept_forms(answer: Any) -> list[PageForm]:
    return [form for form in typing_forms(answer) if FIELD in form.chosen]


def come_back(user: User, address: str, form: PageForm) -> tuple[dict[str, str], dict[str, str], bool]:
    """What was typed, what the page shows after logging in again, and whether it says so."""
    client, typed = Client(), form.filled()
    sender = {"referer": f"http://testserver{address}"}
    Bucket.objects.all().delete()  # so many logins from one place are too many
    answer = client.post(form.action or address, form.chosen | typed, headers=sender)
    answer = client.post(answer.url, {"login": user.email, "password": cast.PASSWORD})
    assert answer.url == address
    page = client.get(address)
    shown = next(again for again in kept_forms(page) if again.action == form.action)
    return typed, shown.typed, page.wsgi_request.typing_came_back


def look(user: User, addresses: list[str]) -> set[str]:
    """Tries every form of these pages; returns the carriers that were seen."""
    client, seen = Client(), set()
    client.force_login(user)
    for address in addresses:
        answer = client.get(address)
        for form in kept_forms(answer):
            typed, shown, said = come_back(user, address, form)
            assert (address, shown, said) == (address, typed, True)
            seen |= CARRIERS & {template.name for template in answer.templates}
    return seen


def test_the_words_are_there_again_on_every_page_that_promises_it(world: World) -> None:
    people = {person.first_name: person for person in User.objects.all()}
    addresses = plain_addresses(world) + special_addresses(world)
    seen = {carrier for name in ("Nadia", "Hanna", "Ad") for carrier in look(people[name], addresses)}

    Organisation.objects.update(overdue_first=True)
    world.rejection.deadlines.update(due_at=NOW - timedelta(hours=1))
    seen |= look(people["Nadia"], [reverse("rejection_new")])
    assert seen == CARRIERS


def test_every_form_in_which_somebody_types_promises_it(world: World) -> None:
    """But the ways in and a candidate's pages, where nobody is logged in, and a search, which is a word or two."""
    client = Client()
    for first_name in ("Nadia", "Hanna", "Ad"):
        client.force_login(User.objects.get(first_name=first_name))
        for address in plain_addresses(world):
            if address.startswith(("/account/", "/uitnodiging/", "/s/", "/mijn-link/")):
                continue
            forgetful = {form.action for form in typing_forms(client.get(address)) if FIELD not in form.chosen}
            assert forgetful <= {reverse("rejections_search"), reverse("talent_pool_search")}
