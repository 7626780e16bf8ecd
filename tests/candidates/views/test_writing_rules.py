"""Every rule of the guide, for everybody who works here."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Role
from candidates.rules.guide_words import SUBJECTS
from candidates.rules.rule_chapters import chapters
from candidates.rules.writing_guide import LANGUAGES, rulebook
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_there_once_with_its_why_and_all_its_examples(client: Client, language: str) -> None:
    cast.hospital()
    client.force_login(cast.vera())
    page = html.unescape(client.get(reverse("writing_rules"), {"language": language}).content.decode())

    book = rulebook(language)
    for rule in (*book.rules, *book.notes.values()):
        assert page.count(f'id="{rule.name}"') == 1
        assert rule.why.replace("{people}", "17") in page
        assert [example for example in (*rule.yes, *rule.no) if example not in page] == []
    assert "{je}" not in page.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_rule_has_words(language: str) -> None:
    assert {chapter.label for chapter in chapters(language)} <= set(SUBJECTS)


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_it_and_finds_it_in_the_foot(client: Client, role: Role) -> None:
    cast.hospital()
    client.force_login(cast.person("Iemand", role))
    page = client.get(reverse("writing_rules"))
    assert page.status_code == 200
    assert page.content.decode().count('href="/schrijfregels/"') == 2  # menu and foot


def test_an_unknown_language_is_the_first_one(client: Client) -> None:
    cast.hospital()
    client.force_login(cast.vera())
    assert client.get(reverse("writing_rules"), {"language": "xx"}).context["language"] == "nl"
