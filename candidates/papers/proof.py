"""A file of proof to take along, which anybody can check without us. docs/proof.md says how."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from candidates.models import ProofSeal
from candidates.rules.proof import Line, in_utc

FORMAT = "feedback-portal/proof/1"


def proof_json(
    lines: Iterable[Line], *, tip: str, people: Mapping[int, str], seal: ProofSeal | None, made_at: datetime
) -> bytes:
    """`people` names who stands behind the numbers; `seal` is the last one over all files at this moment."""
    entries = [_entry(line, people) for line in lines]
    paper: dict[str, Any] = {
        "format": FORMAT,
        "made_at": in_utc(made_at),
        "file": entries[0]["file"] if entries else "",
        "tip": tip,
        "entries": entries,
        "last_seal": {"number": seal.number, "at": in_utc(seal.at), "hash": seal.hash} if seal else None,
    }
    return json.dumps(paper, ensure_ascii=False, indent=2).encode()


def _entry(line: Line, people: Mapping[int, str]) -> dict[str, Any]:
    """All that its hash is made of, the hash, the text with its salt, and a name to read."""
    return asdict(line) | {"at": in_utc(line.at), "by_name": people.get(line.by or 0)}
