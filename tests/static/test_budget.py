"""What a first visit costs: the page and all it names, compressed. A candidate may stand on a station with one bar."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests import cast

KILOBYTE = 1000
pytestmark = pytest.mark.django_db


def first_load(client: Client, url: str) -> int:
    """Bytes over the line: the page, and every style, script and picture it asks for."""
    page = client.get(url)
    assert page.status_code == 200
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)"', page.content.decode()))
    assert named, "a page without a style is not our page"
    return len(gzip.compress(page.content)) + sum(weight(name) for name in named)


def weight(name: str) -> int:
    path = finders.find(name)
    assert path, name
    with open(path, "rb") as file:
        return len(gzip.compress(file.read()))


def test_a_page_of_a_candidate_is_small(client: Client) -> None:
    cast.hospital()
    assert first_load(client, reverse("accessibility")) < 45 * KILOBYTE


def test_a_page_of_a_recruiter_is_small(client: Client) -> None:
    cast.hospital()
    client.force_login(cast.nadia())
    assert first_load(client, reverse("accessibility")) < 65 * KILOBYTE


def test_a_candidate_is_sent_no_library(client: Client) -> None:
    cast.hospital()
    page = client.get(reverse("accessibility")).content.decode()
    assert re.findall(r'src="/static/([^"]+\.js)"', page) == ["feedback_portal/portal.js"]
