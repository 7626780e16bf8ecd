from datetime import timedelta

import pytest
from django.conf import settings

from candidates.access.links import NoSuchLink, link_by_cookie, link_by_token
from candidates.actions.links import link_for, revoke_links
from candidates.models import Link, Rejection
from candidates.rules.tokens import token_of
from tests import cast, letter_cast

pytestmark = pytest.mark.django_db


def token(link: Link) -> str:
    return token_of(link.seed, settings.LINK_KEY)


@pytest.fixture
def rejection() -> Rejection:
    return letter_cast.owed()


def test_every_mail_of_a_rejection_carries_the_same_link(rejection: Rejection) -> None:
    assert link_for(rejection, at=cast.NOW) == link_for(rejection, at=cast.NOW + timedelta(days=3))
    assert Link.objects.count() == 1


def test_the_token_opens_the_link_and_stands_in_no_column(rejection: Rejection) -> None:
    link = link_for(rejection, at=cast.NOW)
    columns = Link.objects.values_list().get()

    assert link_by_token(token(link), now=cast.NOW) == link
    assert link_by_cookie(link.public_id, token(link), now=cast.NOW) == link
    assert token(link) not in str(columns)
    assert token(link).encode() not in [bytes(column) for column in columns if isinstance(column, bytes | memoryview)]


def test_a_cookie_of_another_link_opens_nothing(rejection: Rejection) -> None:
    link = link_for(rejection, at=cast.NOW)
    other = link_for(letter_cast.owed(candidate=cast.candidate("Lotte Smit")), at=cast.NOW)

    with pytest.raises(NoSuchLink):
        link_by_cookie(link.public_id, token(other), now=cast.NOW)


def test_a_revoked_link_opens_nothing_and_a_new_one_is_another(rejection: Rejection) -> None:
    old = link_for(rejection, at=cast.NOW)
    assert revoke_links(rejection, at=cast.NOW) == 1
    new = link_for(rejection, at=cast.NOW)

    with pytest.raises(NoSuchLink):
        link_by_token(token(old), now=cast.NOW)
    assert link_by_token(token(new), now=cast.NOW) == new
    assert token(new) != token(old)


def test_a_link_dies_with_its_own_date(rejection: Rejection) -> None:
    link = link_for(rejection, at=cast.NOW)
    Link.objects.update(expires_at=cast.NOW)

    assert link_by_token(token(link), now=cast.NOW - timedelta(seconds=1)) == link
    with pytest.raises(NoSuchLink):
        link_by_token(token(link), now=cast.NOW)


def test_a_link_dies_with_the_term_of_the_data(rejection: Rejection) -> None:
    link = link_for(rejection, at=cast.NOW)
    Rejection.objects.update(keep_until=cast.NOW.date())

    assert link_by_token(token(link), now=cast.NOW) == link
    with pytest.raises(NoSuchLink):
        link_by_token(token(link), now=cast.NOW + timedelta(days=1))


def test_made_up_tokens_open_nothing(rejection: Rejection) -> None:
    link_for(rejection, at=cast.NOW)

    for guess in ("", "x", "é" * 43, "A" * 43, "A" * 5000, "\x00"):
        with pytest.raises(NoSuchLink):
            link_by_token(guess, now=cast.NOW)
