"""A seal closes all entries so far, of every file: who takes out a last entry, or a whole file, breaks it.

A seal whose hash is kept outside the database (on paper, in a mail) also shows when seals themselves are made anew.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from candidates.rules.proof import in_utc

MOST = 100_000  # entries under one seal: what a ring can count in a moment


def digest_of_entries(hashes: Iterable[str]) -> tuple[int, str]:
    """How many there were, and SHA-256 over their hashes in the order of writing, one a line."""
    count, found = 0, hashlib.sha256()
    for line in hashes:
        found.update(line.encode() + b"\n")
        count += 1
    return count, found.hexdigest()


def hash_of_seal(*, number: int, at: datetime, up_to: int, entries: int, digest: str, previous: str) -> str:
    said = [str(number), in_utc(at), str(up_to), str(entries), digest, previous]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
