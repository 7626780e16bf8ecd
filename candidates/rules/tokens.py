"""The token of a personal link: 256 bits that stand in no table. The row keeps a seed and a digest of the token."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


def new_seed() -> bytes:
    return secrets.token_bytes(32)


def token_of(seed: bytes, key: str) -> str:
    """The same for ever for this seed under this key; 43 characters that need no escaping in an address."""
    return urlsafe_b64encode(hmac.digest(key.encode(), bytes(seed), "sha256")).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What the row is found by: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
