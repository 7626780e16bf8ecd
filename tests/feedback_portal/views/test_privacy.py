"""The page about privacy says what the settings say, to everybody, and nothing of anybody."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from candidates.actions.links import link_for
from candidates.letters.mark import address_of
from candidates.models import Organisation
from candidates.rules.retention import KeepWhy, Terms
from candidates.rules.retention_words import term_lines
from tests import cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db

ROW = re.compile(r'<tr data-reason="(\w+)">.*?<td data-label="[^"]+">([^<]+)</td>', re.DOTALL)
FULL = {
    "privacy_contact": "privacy@oeverland.example",
    "processors": "Postbode BV; bezorgt onze mail; Nederland\nWolk BV; servers; Ierland",
}


def page(client: Client, language: str = "nl") -> str:
    client.cookies["language"] = language
    answer = client.get(reverse("privacy"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def terms_on(html: str) -> dict[str, str]:
    return dict(ROW.findall(html))


@pytest.mark.parametrize(
    ("language", "days", "until"), [("nl", "dagen", "tot het voorbij is"), ("en", "days", "until it is over")]
)
@pytest.mark.parametrize(("retention", "consent"), [(28, 365), (14, 180)])
def test_every_term_is_the_one_that_is_set(
    client: Client, language: str, days: str, until: str, retention: int, consent: int
) -> None:
    cast.hospital(retention_days=retention, consent_days=consent)
    html = page(client, language)
    assert terms_on(html) == {
        "decision": f"{retention} {days}",
        "vacancy": f"{retention} {days}",
        "reopened": f"{retention} {days}",
        "owed": f"28 {days}",
        "talk": f"7 {days}",
        "consent": f"{consent} {days}",
        "hold": until,
    }
    assert set(re.findall(rf"(\d+) {days}", html)) == {str(retention), str(consent), "28", "7"}


def test_every_reason_there_is_stands_in_the_table() -> None:
    assert [line.reason for line in term_lines(Terms())] == list(KeepWhy)
    with translation.override("nl"):
        assert all(str(line.why) and str(line.counted) for line in term_lines(Terms()))


@pytest.mark.parametrize(("term", "said"), [(0, "geen dag langer"), (1, "1 dag")])
def test_a_short_term_is_said_as_one_says_it(client: Client, term: int, said: str) -> None:
    cast.hospital(retention_days=term)
    assert terms_on(page(client))["decision"] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            ["gerechtvaardigd belang", "rechtsvordering", "toestemming", "binnen een maand", "persoonlijke link",
             "Geen programma besliste over jou", "klacht indienen bij de", "is verantwoordelijk voor je gegevens"],
        ),
        (
            "en",
            ["legitimate interest", "legal claim", "consent", "within a month", "personal link",
             "No program decided about you", "complain to the Dutch data protection authority",
             "is responsible for your data"],
        ),
    ],
)  # fmt: skip
def test_it_says_what_the_law_asks_in_both_languages(client: Client, language: str, said: list[str]) -> None:
    cast.hospital(**FULL)
    html = page(client, language)
    assert f'<html lang="{language}">' in html
    wanted = [*said, "Autoriteit Persoonsgegevens", "mailto:privacy@oeverland.example"]
    assert [words for words in wanted if words not in html] == []


def test_who_works_for_the_organisation_stands_in_a_table(client: Client) -> None:
    cast.hospital(**FULL)
    html = page(client)
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td data-label="Waarvoor">([^<]+)</td><td data-label="Land">([^<]+)<', html
    )
    assert rows == [("Postbode BV", "bezorgt onze mail", "Nederland"), ("Wolk BV", "servers", "Ierland")]


def test_without_processors_it_says_so(client: Client) -> None:
    cast.hospital()
    assert "staat hier nog niet" in page(client)


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (
            {"privacy_contact": "fg@oeverland.example", "reply_address": "hr@oeverland.example"},
            "mailto:fg@oeverland.example",
        ),
        ({"reply_address": "hr@oeverland.example"}, "mailto:hr@oeverland.example"),
        ({"phone": ""}, "Beantwoord de mail die je van ons kreeg"),
    ],
)
def test_there_is_always_somebody_to_ask(client: Client, known: dict[str, Any], shown: str) -> None:
    cast.hospital(**known)
    assert shown in page(client)


def test_nobody_stands_on_it_and_nothing_of_a_decision(client: Client) -> None:
    cast.hospital(**FULL)
    rejection = logged(by=cast.nadia())
    html = page(client)
    assert [name for name in (rejection.candidate.first_name, "Nadia", "afgewezen", "afwijzing") if name in html] == []


def test_it_is_there_before_anything_is_set_up(client: Client) -> None:
    assert not Organisation.objects.exists()
    assert "De organisatie waar je solliciteerde is verantwoordelijk" in page(client)


def test_pages_without_an_account_lead_to_it(client: Client) -> None:
    cast.hospital()
    for name in ("account_login", "accessibility", "privacy"):
        assert 'href="/privacy/"' in client.get(reverse(name)).content.decode()


def test_the_page_behind_a_personal_link_leads_to_it(client: Client) -> None:
    cast.hospital()
    link = link_for(logged(by=cast.nadia()), at=timezone.now())
    page = client.get(urlsplit(address_of(link)).path, follow=True)
    assert page.status_code == 200
    assert 'href="/privacy/"' in page.content.decode()
