"""Empties columns as a list says (models/personal), in the row and in its history."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, Model, TextField, Value, When

from candidates.models.personal import GONE, Personal


def wipe(personal: Iterable[Personal], pk: int) -> int:
    """Of one rejection or candidate, in the transaction that forgets. Answers how many rows that changed.

    History last: the triggers that keep it write a row for each change before it.
    """
    entries = list(personal)
    rows = sum(_empty(entry.model, entry.of, entry.becomes, pk) for entry in entries)
    for entry in entries:
        history = getattr(entry.model, "pgh_event_model", None)
        if history is not None:
            there = {field.name for field in history._meta.concrete_fields}
            becomes = {name: value for name, value in entry.becomes.items() if name in there}
            rows += _empty(history, f"pgh_obj__{entry.of}", becomes, pk)
    return rows


def _empty(model: type[Model], of: str, becomes: Any, pk: int) -> int:
    values = {name: _unless_empty(name) if value == GONE else value for name, value in becomes.items()}
    return model._default_manager.filter(**{of: pk}).update(**values)


def _unless_empty(name: str) -> Case:
    return Case(When(**{name: ""}, then=F(name)), default=Value(GONE), output_field=TextField())
