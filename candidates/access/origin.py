"""Where a request comes from, as far as we can know it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def origin_of(request: HttpRequest) -> str:
    """The address our own outermost proxy saw, counted from the right; whatever the visitor wrote before it is ignored.

    Without proxies of ours (settings.TRUSTED_PROXIES), or past them, it is the other end of the line. Of an IPv6
    address the network of 64 bits: one visitor owns all of it.
    """
    line = request.META.get("REMOTE_ADDR", "")
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    behind = settings.TRUSTED_PROXIES
    return _place(seen[-behind]) if 0 < behind <= len(seen) else _place(line)


def _place(words: str) -> str:
    if words.count(":") == 1:
        words = words.partition(":")[0]  # some proxies write the port behind an IPv4 address
    try:
        address = ip_address(words.strip("[]").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if isinstance(address, IPv6Address) and not address.is_loopback:
        return str(ip_network((address, 64), strict=False))
    return str(address)
