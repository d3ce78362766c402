"""DNS messages that answer questions about moto's hosted zones, with authority and without recursion.

Names that AWS would resolve to a region's servers, which are none of any hosted zone here, lead to 127.0.0.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dnslib import CLASS, EDNS0, OPCODE, QTYPE, RCODE, RR, TXT, A, DNSHeader, DNSRecord, EDNSOption

from tfgen.emulator.dns import client_subnet, zones
from tfgen.emulator.dns.routing import ALIAS_TTL, Answer, Resolver, UnsupportedPolicyError

ADDRESS = "127.0.0.1"
UDP_BYTES = 1232
"""The longest answer that this server offers to send; https://www.dnsflagday.net/2020/"""

_OLD_UDP_BYTES = 512
_REGIONAL_API = re.compile(r"[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com")


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    kind: str
    client: str


def answer(request: DNSRecord, resolver: Resolver, client: str) -> DNSRecord:
    """The answer to a message; `client` is the region that senders are near who do not say where they are."""
    reply = DNSRecord(
        DNSHeader(id=request.header.id, qr=1, opcode=request.header.opcode, rd=request.header.rd, bitmap=0)
    )
    if request.header.opcode != OPCODE.QUERY:
        reply.header.rcode = RCODE.NOTIMP
    elif len(request.questions) != 1:
        reply.header.rcode = RCODE.FORMERR
    else:
        reply.add_question(request.q)
        _answer(request, reply, resolver, client)
    return reply


def packed(reply: DNSRecord, request: DNSRecord) -> bytes:
    """An answer as it is sent by UDP: cut off, and said to be, if it is longer than the asker takes."""
    options = _edns(request)
    limit = min(max(options.rclass, _OLD_UDP_BYTES), UDP_BYTES) if options else _OLD_UDP_BYTES
    data: bytes = reply.pack()
    if len(data) <= limit:
        return data
    reply.rr, reply.auth, reply.ar = [], [], [record for record in reply.ar if record.rtype == QTYPE.OPT]
    reply.header.tc = 1
    reply.set_header_qa()
    short: bytes = reply.pack()
    return short


def _answer(request: DNSRecord, reply: DNSRecord, resolver: Resolver, client: str) -> None:
    try:
        near = _place(request, reply) or client
    except client_subnet.MalformedOptionError:
        reply.header.rcode = RCODE.FORMERR
        return
    asked = request.q
    name = zones.normal(b".".join(asked.qname.label).decode("latin-1"))
    question = _Question(name, QTYPE.get(asked.qtype), near)
    zone = zones.hosted_zone(name)
    if asked.qclass != CLASS.IN or (zone is None and not _is_of_aws(name)):
        reply.header.rcode = RCODE.REFUSED
        return
    reply.header.aa = 1
    if zone is None:
        reply.add_answer(*_address(name, question.kind))
        return
    try:
        _answer_from(zone, question, reply, resolver)
    except UnsupportedPolicyError as error:
        reply.header.rcode = RCODE.SERVFAIL
        reply.add_ar(_text(name, str(error)))


def _answer_from(zone: Any, question: _Question, reply: DNSRecord, resolver: Resolver) -> None:
    found = resolver.resolve(question.name, question.kind, question.client)
    for one in found:
        reply.add_answer(*_records(one, question.kind))
        if one.is_alias or one.region:
            reply.add_ar(_choice(one))
    if not found and not zones.exists(zone, question.name):
        reply.header.rcode = RCODE.NXDOMAIN
    if not reply.rr:
        reply.add_auth(*_start_of_authority(zone))


def _records(answer: Answer, kind: str) -> Iterator[RR]:
    if answer.is_alias:
        yield from _address(answer.name, answer.kind)
        return
    for value in answer.values:
        yield from RR.fromZone(f"{answer.name}. {answer.ttl} IN {answer.kind} {value}", origin=".")
    if answer.kind == "CNAME" and _is_of_aws(zones.normal(answer.values[0])):
        yield from _address(zones.normal(answer.values[0]), kind)


def _address(name: str, kind: str) -> Iterator[RR]:
    # there is no IPv6 here: AAAA has an empty answer
    if kind == "A":
        yield RR(name, QTYPE.A, rdata=A(ADDRESS), ttl=ALIAS_TTL)


def _choice(answer: Answer) -> RR:
    region = answer.region or "none"
    return _text(answer.name, f"region={region}", f"target={zones.normal(answer.values[0])}")


def _text(name: str, *texts: str) -> RR:
    return RR(name, QTYPE.TXT, rdata=TXT([text.encode()[:255] for text in texts]), ttl=0)


def _start_of_authority(zone: Any) -> Iterator[RR]:
    # a name's absence is remembered for the shorter of the record's own TTL and its last value (RFC 2308, section 5)
    for record in zone.rrsets:
        if record.type == "SOA":
            ttl = min(int(record.ttl), int(record.records[0].split()[-1]))
            yield from RR.fromZone(f"{zone.name} {ttl} IN SOA {record.records[0]}", origin=".")


def _is_of_aws(name: str) -> bool:
    return bool(_REGIONAL_API.fullmatch(name)) or name in zones.alias_targets()


def _place(request: DNSRecord, reply: DNSRecord) -> str | None:
    options = _edns(request)
    if options is None:
        return None
    said = [option.data for option in options.rdata if option.code == client_subnet.OPTION]
    answers = [EDNSOption(client_subnet.OPTION, client_subnet.answer_to(data)) for data in said]
    reply.add_ar(EDNS0(udp_len=UDP_BYTES, opts=answers))
    return client_subnet.region_of(said[0]) if said else None


def _edns(request: DNSRecord) -> RR | None:
    return next((record for record in request.ar if record.rtype == QTYPE.OPT), None)
