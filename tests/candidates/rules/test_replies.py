import pytest

from candidates.rules.replies import code_of, in_words


@pytest.mark.parametrize(
    ("reply", "code", "knows"),
    [
        ("550 5.1.1 No such user", "550", True),
        ("451 later", "451", True),
        ("499 odd", "499", True),
        ("599 odd", "599", True),
        ("unreachable: [Errno 111]", "", True),
        ("no answer: reset", "", True),
        ("address changed", "", True),
        ("", "", False),
    ],
)
def test_every_reply_has_words(reply: str, code: str, knows: bool) -> None:
    assert code_of(reply) == code
    assert bool(in_words(reply)) == knows
