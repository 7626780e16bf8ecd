"""What every test stands on: a database of its own, quick passwords, and a clear word about what is left out."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.databases import database_of_this_run
from tests.sink import sink

__all__ = ["sink"]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = (
    "LEFT OUT: the browser tests (tests/browser), because there is no Chromium on this machine. "
    "Install it (Debian, Ubuntu: apt-get install chromium) and run the tests again."
)
ONLY_WHEN_ASKED = ("torture", "bench")  # make torture, make bench


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Instead of pytest-django's own, which migrates for each run and each worker."""
    held = ExitStack()
    with django_db_blocker.unblock():
        held.enter_context(database_of_this_run())
        let_tables_be_emptied_between_tests()
    yield
    with django_db_blocker.unblock():
        held.close()


def let_tables_be_emptied_between_tests() -> None:
    """Tests that commit are followed by a TRUNCATE of everything, which the file of proof refuses."""
    with connection.cursor() as cursor:
        for table in ("proofentry", "prooftext", "prooffile", "proofseal", "read", "override"):
            cursor.execute(f"ALTER TABLE candidates_{table} DISABLE TRIGGER proof_is_not_truncated")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Still Argon2, but not the fifty milliseconds that a guesser should need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 64)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield


@pytest.fixture(autouse=True)
def no_language_stays() -> Iterator[None]:
    """What somebody read in English must not make the next page English."""
    yield
    translation.deactivate()


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def pytest_configure() -> None:
    if os.environ.get("CI") and not chromium():
        raise pytest.UsageError("CI=true, and no Chromium for the browser tests: apt-get install chromium.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = config.getoption("markexpr", "")
    unwanted = [marker for marker in ONLY_WHEN_ASKED if marker not in asked]
    if not chromium():
        unwanted.append("browser")
    left_out = {item for item in items if any(map(item.get_closest_marker, unwanted))}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not chromium():
        terminalreporter.write_line(NO_CHROMIUM, yellow=True, bold=True)
