"""Mail addresses that cannot belong to anybody (RFC 2606)."""

PRETEND_ENDINGS = (".example", ".test", ".invalid")
PRETEND_DOMAINS = ("example.org", "example.com", "example.net", "example.nl")


def is_pretend(address: str) -> bool:
    """True for the only addresses a demonstration may write to."""
    domain = "." + address.rpartition("@")[2].lower().rstrip(".")
    return domain.endswith((*PRETEND_ENDINGS, *(f".{name}" for name in PRETEND_DOMAINS)))
