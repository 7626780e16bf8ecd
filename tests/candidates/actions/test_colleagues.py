"""Colleagues come and go; work is never left behind, and one administrator always stays."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from candidates.actions import colleagues
from candidates.actions.colleagues import (
    AddressTaken,
    Invitation,
    LastAdministrator,
    NotYours,
    OpenWork,
    Successor,
)
from candidates.models import Deadline, Handover, Letter, Role, User
from tests import cast
from tests.cast import NOW, PASSWORD
from tests.decision_cast import logged

pytestmark = pytest.mark.django_db


def administrator(name: str = "Ad") -> User:
    return cast.person(name, Role.ADMINISTRATOR, password=PASSWORD)


def with_open_work(owner: User) -> Deadline:
    return logged(by=owner).deadlines.get()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_an_invited_colleague_has_no_password_and_one_letter() -> None:
    ad = administrator()
    wanted = Invitation("Esra@Oeverland.example", Role.HR_MANAGER, "Esra", "Yilmaz", "en")
    esra = fresh(colleagues.invite(wanted, by=ad, at=NOW))
    assert (esra.email, esra.role, esra.name, esra.language) == (
        "esra@oeverland.example", Role.HR_MANAGER, "Esra Yilmaz", "en",
    )  # fmt: skip
    assert (esra.has_usable_password(), esra.is_active, esra.invited_at) == (False, True, NOW)
    letter = Letter.objects.get(user=esra)
    assert (letter.kind, letter.language, letter.params) == ("invitation", "en", {"invited_by": "Ad"})


def test_an_address_is_used_once() -> None:
    ad = administrator()
    with pytest.raises(AddressTaken):
        colleagues.invite(Invitation("AD@oeverland.example", Role.RECRUITER), by=ad, at=NOW)
    assert User.objects.count() == 1


def test_closing_an_account_takes_the_work_to_a_colleague_and_moves_no_promise() -> None:
    ad, nadia, bram = administrator(), cast.nadia(), cast.bram()
    task = with_open_work(nadia)
    with pytest.raises(OpenWork):
        colleagues.disable(nadia, by=ad, at=NOW)
    assert fresh(nadia).is_active
    colleagues.disable(nadia, by=ad, at=NOW, successor=Successor(bram, "Nadia left"))
    after = Deadline.objects.get(pk=task.pk)
    assert (fresh(nadia).is_active, after.owner, after.due_at) == (False, bram, task.due_at)
    assert Handover.objects.get().by == ad


def test_another_role_needs_empty_hands() -> None:
    ad, nadia = administrator(), cast.nadia()
    task = with_open_work(nadia)
    with pytest.raises(OpenWork):
        colleagues.give_role(nadia, Role.HR_MANAGER, by=ad, at=NOW)
    colleagues.pass_on_work(nadia, Successor(cast.bram(), "new role"), by=ad, at=NOW)
    colleagues.give_role(nadia, Role.HR_MANAGER, by=ad, at=NOW)
    assert (fresh(nadia).role, Deadline.objects.get(pk=task.pk).owner.first_name) == (Role.HR_MANAGER, "Bram")


@pytest.mark.parametrize("go", ["disable", "give_role"])
def test_the_last_administrator_who_can_log_in_stays(go: str) -> None:
    ad = administrator()
    cast.person("Invited", Role.ADMINISTRATOR)  # never chose a password
    cast.person("Gone", Role.ADMINISTRATOR, password=PASSWORD, is_active=False)
    with pytest.raises(LastAdministrator):
        _go(go, ad, by=ad)
    administrator("Ada")
    _go(go, ad, by=ad)
    assert (fresh(ad).is_active, fresh(ad).role) == (
        (False, "administrator") if go == "disable" else (True, "read-only")
    )


def test_who_is_no_administrator_any_more_changes_nothing() -> None:
    ad, ada, nadia = administrator(), administrator("Ada"), cast.nadia()
    colleagues.disable(ada, by=ad, at=NOW)
    for act in (colleagues.disable, colleagues.forget_two_steps):
        with pytest.raises(NotYours):
            act(nadia, by=ada, at=NOW)
    with pytest.raises(NotYours):
        colleagues.give_role(nadia, Role.ADMINISTRATOR, by=ada, at=NOW)
    assert (fresh(nadia).is_active, fresh(nadia).role) == (True, Role.RECRUITER)


def test_a_lost_phone_is_forgotten_with_its_codes() -> None:
    ad, hanna = administrator(), cast.hanna()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=hanna, type=kind, data={})
    colleagues.forget_two_steps(hanna, by=ad, at=NOW)
    assert (Authenticator.objects.count(), fresh(hanna).sessions_ended_at) == (0, NOW)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("go", ["disable", "give_role"])
def test_two_administrators_who_send_each_other_away_leave_one(go: str) -> None:
    for number in range(5):
        pair = [administrator(f"Ad{number}"), administrator(f"Ada{number}")]
        together = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(partial(_race, together, go), pair, pair[::-1]))
        assert sorted(answers) == ["done", "refused"]
        assert User.objects.administrators().count() == 1
        User.objects.all().delete()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_negative_control_looking_first_and_writing_afterwards_leaves_nobody() -> None:
    pair = [administrator(), administrator("Ada")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(_look_then_write, Barrier(2)), pair))
    assert User.objects.administrators().count() == 0


def _look_then_write(together: Barrier, who: User) -> None:
    somebody_stays = User.objects.administrators().exclude(pk=who.pk).exists()
    together.wait()
    User.objects.filter(pk=who.pk).update(is_active=not somebody_stays)
    connection.close()


def _race(together: Barrier, go: str, who: User, by: User) -> str:
    with connection.cursor():
        together.wait()
    try:
        _go(go, who, by=by)
    except (NotYours, LastAdministrator):
        return "refused"
    finally:
        connection.close()
    return "done"


def _go(go: str, who: User, *, by: User) -> None:
    if go == "disable":
        colleagues.disable(who, by=by, at=NOW)
    else:
        colleagues.give_role(who, Role.READ_ONLY, by=by, at=NOW)
