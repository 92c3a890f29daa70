"""Where a request comes from, as far as somebody we trust says so."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 -- no address to listen on: a request through a Unix socket has none
HOUSE_PREFIX = 64  # one household or office gets at least this much of IPv6


def client_address(request: HttpRequest) -> str:
    """The address of the client: the last one named that is no proxy of ours. What strangers write into the header is not read."""
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    found = NOWHERE
    for hop in [request.META.get("REMOTE_ADDR", ""), *reversed(named)]:
        address = _parsed(hop)
        if address is None:
            break
        found = str(address)
        if not _is_trusted(address):
            break
    return found


def network_of(address: str) -> str:
    """What is counted together: one address of IPv4, behind which a whole office may sit, or one network of IPv6."""
    parsed = ip_address(address)
    return str(IPv6Network((parsed, HOUSE_PREFIX), strict=False)) if parsed.version == 6 else address


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
