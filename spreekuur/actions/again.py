"""When two transactions wait for each other PostgreSQL ends one of them: that one simply begins anew."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction

DEADLOCK, NOT_SERIAL = "40P01", "40001"
TRIES = 5  # the first, and four more
Made = TypeVar("Made")


class LookAgain(Exception):
    """Something came between looking and locking."""


def in_one_go(work: Callable[[], Made]) -> Made:
    """The work in one transaction of its own. Inside another one there is nothing to begin anew: it is tried once."""
    for _try in range(TRIES - 1):
        try:
            with transaction.atomic():
                return work()
        except LookAgain:
            continue
        except OperationalError as trouble:
            if getattr(trouble.__cause__, "pgcode", "") not in (DEADLOCK, NOT_SERIAL):
                raise
            if transaction.get_connection().in_atomic_block:
                raise
    with transaction.atomic():
        return work()
