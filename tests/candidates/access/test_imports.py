"""Recruiters have their own files, HR managers read everybody's, nobody else sees one."""

import pytest
from django.http import Http404

from candidates.access.imports import import_to_change, import_to_read, imports_to_read
from candidates.models import ImportRun, Read, User
from tests import cast
from tests.import_cast import DANIELLE, NOW, csv_file, looked_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> User:
    cast.hospital()
    return cast.nadia()


@pytest.fixture
def run(nadia: User) -> ImportRun:
    return looked_at(csv_file([DANIELLE]), nadia)


def may(user: User, run: ImportRun) -> tuple[bool, bool, bool]:
    """Sees it in the list, reads it, changes it."""
    answers = []
    for ask in (lambda: import_to_read(user, run.public_id, now=NOW)[0], lambda: import_to_change(user, run.public_id)):
        try:
            answers.append(ask() == run)
        except Http404:
            answers.append(False)
    return run in imports_to_read(user), *answers  # type: ignore[return-value]  # two answers


def test_who_may_what(nadia: User, run: ImportRun) -> None:
    people = (nadia, cast.bram(), cast.hanna(), cast.ad(), cast.vera())
    nothing = (False, False, False)
    assert [may(user, run) for user in people] == [(True, True, True), nothing, (True, True, False), nothing, nothing]


def test_reading_is_written_down(nadia: User, run: ImportRun) -> None:
    hanna = cast.hanna()
    import_to_read(hanna, run.public_id, now=NOW)
    assert list(Read.objects.values_list("user", "what", "at")) == [(hanna.pk, "import", NOW)]
