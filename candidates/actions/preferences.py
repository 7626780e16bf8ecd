"""What a colleague chooses for themselves."""

from candidates.models import User


def choose_language(user: User, *, language: str) -> User:
    user.language = language
    user.save(update_fields=["language"])
    return user
