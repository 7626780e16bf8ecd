"""The terminal lets the first administrator in, and a locked-out one back."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from candidates.access.setup import setup_code
from candidates.models import Letter, Role, User
from tests import cast
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("first_admin", *words, stdout=out)
    return out.getvalue()


def link(said: str) -> str:
    return re.search(r"http://127.0.0.1:8000(/uitnodiging/\S+)", said).group(1)  # type: ignore[union-attr]  # is there


def test_it_makes_an_administrator_and_shows_a_link_that_opens() -> None:
    said = run("Ad@Oeverland.example", "--name", "Ad", "--language", "en")
    ad = User.objects.get()
    assert (ad.email, ad.role, ad.first_name, ad.language) == ("ad@oeverland.example", Role.ADMINISTRATOR, "Ad", "en")
    assert Client().get(link(said)).status_code == 302
    assert [letter.kind for letter in Letter.objects.all()] == ["invitation"]


def test_somebody_who_was_locked_out_gets_back_in_with_the_same_account() -> None:
    ad = cast.ad(password=cast.PASSWORD, is_active=False)
    Authenticator.objects.create(user=ad, type=Authenticator.Type.TOTP, data={})
    said = run("ad@oeverland.example", "--forget-two-steps")
    assert User.objects.get().is_active
    assert not Authenticator.objects.exists()
    assert Client().get(link(said)).status_code == 302


def test_a_colleague_is_raised_unless_people_wait_for_their_answer() -> None:
    hanna, nadia = cast.hanna(), cast.nadia()
    run(hanna.email)
    assert User.objects.get(pk=hanna.pk).role == Role.ADMINISTRATOR
    logged(by=nadia)
    with pytest.raises(CommandError, match="open work"):
        run(nadia.email)
    assert User.objects.get(pk=nadia.pk).role == Role.RECRUITER


def test_no_address_no_account() -> None:
    with pytest.raises(CommandError, match="no mail address"):
        run("ad")
    assert User.objects.count() == 0


def test_without_an_address_it_shows_where_a_new_installation_begins() -> None:
    said = run()
    assert said == f"http://127.0.0.1:8000/begin/?code={setup_code()}\n"
    assert User.objects.count() == 0


def test_once_somebody_owns_the_portal_it_asks_for_an_address() -> None:
    cast.ad()
    with pytest.raises(CommandError, match="Name a mail address"):
        run()
