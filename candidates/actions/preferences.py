"""What a colleague chooses for themselves."""

from typing import Any

from candidates.models import User


def choose_language(user: User, *, language: str) -> User:
    return change_settings(user, language=language)


def change_settings(user: User, **fields: Any) -> User:
    """Of the row only these fields: what an administrator changes at the same time stays."""
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    return user
