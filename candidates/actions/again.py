"""PostgreSQL ends a transaction that waits for another without prospect: that one simply begins anew."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction

WAITED_IN_VAIN = ("40P01", "55P03", "40001")  # a deadlock, a long queue for one row, an order that cannot be
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
            if getattr(trouble.__cause__, "pgcode", "") not in WAITED_IN_VAIN:
                raise
            if transaction.get_connection().in_atomic_block:
                raise
    with transaction.atomic():
        return work()
