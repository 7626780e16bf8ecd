"""Closes the entries of all files of proof so far under one seal. Whoever writes waits for it a moment at most."""

from datetime import datetime

from django.db import OperationalError, connection, transaction

from candidates.models import ProofEntry, ProofSeal
from candidates.rules.proof import BEFORE_THE_FIRST
from candidates.rules.proof_seal import MOST, digest_of_entries, hash_of_seal


def seal_proof(*, at: datetime) -> ProofSeal | None:
    """None: nothing new, or so much is being written that the next ring has to do it."""
    written = _written_up_to()
    if written is None:
        return None
    with transaction.atomic():
        _lock("candidates_proofseal", "EXCLUSIVE")  # two sealers come one after the other
        return _seal(written, at=at)


def _seal(written: int, *, at: datetime) -> ProofSeal | None:
    last = ProofSeal.objects.order_by("-number").first()
    after = last.up_to if last else 0
    fresh = ProofEntry.objects.filter(pk__gt=after, pk__lte=written).order_by("pk")
    lines = list(fresh.values_list("pk", "hash")[:MOST])
    if not lines:
        return None
    entries, digest = digest_of_entries(line for _pk, line in lines)
    said = {"number": last.number + 1 if last else 1, "at": at, "up_to": lines[-1][0], "entries": entries}
    previous = last.hash if last else BEFORE_THE_FIRST
    own = hash_of_seal(**said, digest=digest, previous=previous)  # type: ignore[arg-type]  # its columns, by name
    return ProofSeal.objects.create(**said, digest=digest, previous=previous, hash=own)


def _written_up_to() -> int | None:
    """The number up to which nobody can write an entry any more: asked while no transaction holds a new one."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            _lock("candidates_proofentry", "SHARE")
            return ProofEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    except OperationalError:
        return None


def _lock(table: str, mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN {mode} MODE")
