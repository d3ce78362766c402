"""TestDNSAnswer, which moto lacks: what the DNS server would answer a resolver.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
"""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import Iterator
from typing import Any

from dnslib import EDNS0, QTYPE, RCODE, DNSRecord, EDNSOption
from moto.core.responses import ActionResult
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput
from moto.route53.responses import Route53

from tfgen.emulator.dns import client_subnet
from tfgen.emulator.dns.answers import answer
from tfgen.emulator.dns.routing import Resolver
from tfgen.emulator.dns.zones import is_below, normal
from tfgen.emulator.patching import replaced

RESOLVER = "us-east-1"
"""Where the resolver is whose address is not said."""

_URL = r"{0}/(?P<api_version>[\d_-]+)/testdnsanswer$"
_PREFIXES = {4: 24, 6: 64}
"""Of a client's subnet, if a request does not say."""


@contextlib.contextmanager
def answering(resolver: Resolver) -> Iterator[None]:
    """Answers what a resolver would be told."""

    def test_dns_answer(self: Any) -> Any:
        asked = {name: values[0] for name, values in self.querystring.items()}
        zone = self.backend.get_hosted_zone(asked["hostedzoneid"])
        name, kind = asked["recordname"], asked["recordtype"]
        request = DNSRecord.question(name, kind)
        data = _subnet(asked)
        if data:
            request.add_ar(EDNS0(opts=[EDNSOption(client_subnet.OPTION, data)]))
        reply = answer(request, resolver, RESOLVER)
        is_held = is_below(normal(name), normal(zone.name))
        wanted = {QTYPE.CNAME, getattr(QTYPE, kind)}
        values = [str(record.rdata) for record in reply.rr if record.rtype in wanted]
        return ActionResult(
            {
                "Nameserver": zone.delegation_set.name_servers[0],
                "RecordName": name,
                "RecordType": kind,
                "RecordData": values if is_held else [],
                "ResponseCode": RCODE.get(reply.header.rcode) if is_held else "REFUSED",
                "Protocol": "UDP",
            }
        )

    with (
        replaced(urls, url_paths={**urls.url_paths, _URL: Route53.dispatch}),
        replaced(Route53, test_dns_answer=test_dns_answer),
    ):
        yield


def _subnet(asked: dict[str, str]) -> bytes | None:
    """The option that the resolver sends: the client's subnet if that is said, its own address otherwise."""
    said = asked.get("edns0clientsubnetip") or asked.get("resolverip")
    if not said:
        return None
    try:
        address = ipaddress.ip_address(said)
    except ValueError as error:
        raise InvalidInput(f"{said} is no IP address.") from error
    prefix: int = address.max_prefixlen
    if "edns0clientsubnetip" in asked:
        prefix = int(asked.get("edns0clientsubnetmask") or _PREFIXES[address.version])
    return client_subnet.option_of(address, prefix)
