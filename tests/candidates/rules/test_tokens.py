import re

from candidates.rules.tokens import digest_of, new_seed, token_of


def test_a_token_is_256_bits_that_need_no_escaping() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token_of(new_seed(), "key"))


def test_the_same_seed_gives_the_same_token_and_another_key_another_one() -> None:
    seed = bytes(range(32))

    assert token_of(seed, "key") == token_of(memoryview(seed), "key") == "YAEW6IGva5HYAUnID0zIS1D5uA8WCzfpw420BManH4Y"
    assert token_of(seed, "another key") != token_of(seed, "key")


def test_no_two_seeds_are_the_same() -> None:
    assert len({new_seed() for _ in range(1000)}) == 1000


def test_the_digest_is_the_sha256_of_the_token() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
