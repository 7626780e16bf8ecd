import pytest

from candidates.rules.addresses import is_pretend


@pytest.mark.parametrize(
    "address",
    ["a@b.example", "a@example.org", "a@EXAMPLE.com", "a@mail.example.nl", "a@x.test", "a@x.invalid", "a@example.org."],
)
def test_nobody_lives_there(address: str) -> None:
    assert is_pretend(address)


@pytest.mark.parametrize(
    "address", ["a@gmail.com", "a@example.org.evil.nl", "a@notexample.org", "", "a@x.test@gmail.com"]
)
def test_somebody_could_live_there(address: str) -> None:
    assert not is_pretend(address)
