"""What a visitor writes in a header never decides where they come from."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from candidates.access.origin import origin_of

CASES = [
    (0, "203.0.113.9", "", "203.0.113.9"),
    (0, "203.0.113.9", "198.51.100.1", "203.0.113.9"),  # spoofed: nothing of ours stands before us
    (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
    (1, "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # spoofed before our proxy
    (2, "10.0.0.2", "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
    (2, "203.0.113.9", "198.51.100.1", "203.0.113.9"),  # past our proxies
    (1, "10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
    (1, "10.0.0.1", "[2001:db8::1]", "2001:db8::/64"),
    (0, "2001:db8::abcd:1", "", "2001:db8::/64"),
    (0, "2001:db8::ffff:2", "", "2001:db8::/64"),
    (0, "::ffff:203.0.113.9", "", "203.0.113.9"),
    (0, "", "", "unknown"),
    (1, "", "not an address", "unknown"),
]


def _request(line: str, header: str) -> Any:
    return RequestFactory().get("/", REMOTE_ADDR=line, **({"HTTP_X_FORWARDED_FOR": header} if header else {}))


@pytest.mark.parametrize(("proxies", "line", "header", "place"), CASES)
def test_the_place_is_counted_from_the_right(
    settings: LazySettings, proxies: int, line: str, header: str, place: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert origin_of(_request(line, header)) == place
