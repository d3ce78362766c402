"""Where a question comes from, by the EDNS client subnet option, as resolvers tell Route 53.

Every region has a made-up subnet of the network that is set aside for benchmarks: a client says that it is in one,
and is answered as if it were near that region.
Sources: RFC 7871; RFC 2544, appendix C.2.2; and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-edns0.html
"""

from __future__ import annotations

import ipaddress
import struct

from tfgen.stack.region_name import REGIONS

OPTION = 8
"""The option's code."""

_NETWORK = ipaddress.IPv4Network("198.18.0.0/15")
_PREFIX = 24
_IPV4, _IPV6 = 1, 2
_BITS = {_IPV4: 32, _IPV6: 128}
_SUBNETS = dict(zip(sorted(REGIONS), _NETWORK.subnets(new_prefix=_PREFIX), strict=False))


class MalformedOptionError(Exception):
    """An option that a server has to refuse (RFC 7871, section 7.1.2)."""


def subnet(region: str) -> str:
    """The subnet whose clients are near a region, such as 198.18.17.0/24. Raises KeyError if it is no region."""
    return str(_SUBNETS[region])


def option(region: str) -> bytes:
    """The option that a client near a region sends, without its code and length."""
    return option_of(_SUBNETS[region].network_address, _PREFIX)


def option_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address, prefix: int) -> bytes:
    """The option that says that a client is in a subnet, without its code and length."""
    network = ipaddress.ip_network((address, prefix), strict=False)
    family = _IPV4 if address.version == 4 else _IPV6
    return struct.pack("!HBB", family, prefix, 0) + network.network_address.packed[: (prefix + 7) // 8]


def region_of(data: bytes) -> str | None:
    """The region that an option's sender is near; None if the address is in no region's subnet."""
    family, source, address = _parts(data)
    if family != _IPV4 or source < _PREFIX:
        return None
    sender = ipaddress.IPv4Address(address.ljust(4, b"\0"))
    return next((region for region, network in _SUBNETS.items() if sender in network), None)


def answer_to(data: bytes) -> bytes:
    """The option of an answer: the same, with how much of the address decided."""
    family, source, address = _parts(data)
    scope = _PREFIX if region_of(data) else 0
    return struct.pack("!HBB", family, source, scope) + address


def _parts(data: bytes) -> tuple[int, int, bytes]:
    if len(data) < 4:
        raise MalformedOptionError
    family, source, scope = struct.unpack("!HBB", data[:4])
    address = data[4:]
    is_whole = source <= _BITS.get(family, -1) and len(address) == (source + 7) // 8
    if not is_whole or scope:
        raise MalformedOptionError
    return family, source, address
