"""Measured, not asserted by the clock: every figure stands beside a floor measured in the same run."""

import os
import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest
from django.core.management import call_command

from tests.stories.conftest import mail_server, running

__all__ = ["mail_server", "running"]

ROWS = int(os.environ.get("ROWS", 1_000_000))  # fewer for a quick look


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The median of some runs."""
    taken = []
    for _run in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


@pytest.fixture(scope="session")
def million(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[int]:
    """A portal with a million decisions, committed, for all benchmarks of a run."""
    with django_db_blocker.unblock():
        started = time.perf_counter()
        call_command("demo", rejections=ROWS)
        print(f"\nfilled {ROWS:,} rejections in {time.perf_counter() - started:.0f} s")
        yield ROWS
        call_command("demo", remove=True)
