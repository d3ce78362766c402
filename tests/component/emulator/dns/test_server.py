from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Iterator

import pytest
from dnslib import EDNS0, QTYPE, RCODE, DNSQuestion, DNSRecord, EDNSOption
from hypothesis import given
from hypothesis import strategies as st

from tests.component.emulator.dns.route53 import change, health_check, hosted_zone, latency, simple
from tests.draws import draws
from tfgen.emulator.dns import client_subnet
from tfgen.emulator.dns.routing import Resolver
from tfgen.emulator.dns.server import replied, served
from tfgen.stack.region_name import REGIONS

NAME = "api.example.com"
SECONDS = 20.0

Address = tuple[str, int]


@pytest.fixture
def unhealthy() -> set[str]:
    return set()


@pytest.fixture
def server(unhealthy: set[str]) -> Iterator[Address]:
    with served(Resolver(lambda check: check not in unhealthy), "us-east-1") as address:
        yield address


def exchanged(packet: bytes, server: Address) -> bytes:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        asking.settimeout(SECONDS)
        asking.sendto(packet, server)
        return asking.recv(4096)


def ask(server: Address, name: str, kind: str = "A", near: str | None = None) -> DNSRecord:
    question = DNSRecord.question(name, kind)
    if near:
        option = EDNSOption(client_subnet.OPTION, client_subnet.option(near))
        question.add_ar(EDNS0(udp_len=4096, opts=[option]))
    answer = DNSRecord.parse(exchanged(question.pack(), server))
    assert answer.header.id == question.header.id
    assert answer.header.qr == 1
    return answer


def rows(records: list[object]) -> list[str]:
    return [" ".join(str(record).split()) for record in records]


def test_an_alias_leads_to_this_machine_and_says_why(server: Address) -> None:
    change(hosted_zone("example.com"), latency(NAME, "eu-west-1"), latency(NAME, "us-east-1"))
    answer = ask(server, NAME)
    assert (answer.header.rcode, answer.header.aa, answer.header.ra) == (RCODE.NOERROR, 1, 0)
    assert rows(answer.rr) == ["api.example.com. 60 IN A 127.0.0.1"]
    assert rows(answer.ar) == [
        'api.example.com. 0 IN TXT "region=us-east-1" "target=d-1.execute-api.us-east-1.amazonaws.com"'
    ]


@pytest.mark.parametrize(("near", "region"), [("eu-south-1", "eu-west-1"), ("sa-east-1", "us-east-1")])
def test_the_client_subnet_decides(server: Address, near: str, region: str) -> None:
    change(hosted_zone("example.com"), latency(NAME, "eu-west-1"), latency(NAME, "us-east-1"))
    answer = ask(server, NAME, near=near)
    options, choice = answer.ar
    assert f"region={region}" in str(choice)
    (option,) = options.rdata
    # the scope tells that all 24 bits decided
    sent = client_subnet.option(near)
    assert option.data == sent[:3] + b"\x18" + sent[4:]


def test_health_decides(server: Address, unhealthy: set[str]) -> None:
    check = health_check()
    change(
        hosted_zone("example.com"),
        latency(NAME, "eu-west-1"),
        latency(NAME, "us-east-1", HealthCheckId=check.id),
    )
    unhealthy.add(check.id)
    assert "region=eu-west-1" in str(ask(server, NAME).ar[0])


def test_there_is_no_ipv6(server: Address) -> None:
    zone = hosted_zone("example.com")
    change(zone, latency(NAME, "eu-west-1"), latency(NAME, "eu-west-1") | {"Type": "AAAA"})
    answer = ask(server, NAME, "AAAA")
    assert (answer.header.rcode, answer.rr) == (RCODE.NOERROR, [])
    assert [record.rtype for record in answer.auth] == [QTYPE.SOA]


def test_a_cname_is_followed_to_the_region(server: Address) -> None:
    target = "d-1.execute-api.eu-west-1.amazonaws.com"
    change(hosted_zone("example.com"), simple(NAME, "CNAME", target, SetIdentifier="a", Region="eu-west-1"))
    answer = ask(server, NAME)
    assert rows(answer.rr) == [f"{NAME}. 300 IN CNAME {target}.", f"{target}. 60 IN A 127.0.0.1"]
    assert "region=eu-west-1" in str(answer.ar[0])
    assert rows(ask(server, NAME, "AAAA").rr) == [f"{NAME}. 300 IN CNAME {target}."]
    assert rows(ask(server, NAME, "CNAME").rr)[0] == f"{NAME}. 300 IN CNAME {target}."


def test_a_cname_that_leads_out_stands_alone(server: Address) -> None:
    change(hosted_zone("example.com"), simple(NAME, "CNAME", "www.example.org"))
    assert rows(ask(server, NAME).rr) == [f"{NAME}. 300 IN CNAME www.example.org."]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("A", ["192.0.2.1", "192.0.2.2"]),
        ("AAAA", ["2001:db8::1"]),
        ("TXT", ['"v=spf1 -all; more" "and more"', '"two"']),
        ("MX", ["10 mail.example.com."]),
        ("CAA", ['0 issue "amazon.com"']),
        ("SRV", ["1 10 5269 xmpp.example.com."]),
    ],
)
def test_values_of_many_types(server: Address, kind: str, values: list[str]) -> None:
    change(hosted_zone("example.com"), simple(NAME, kind, *values))
    answer = ask(server, NAME, kind)
    assert [row.split(f" IN {kind} ")[1] for row in rows(answer.rr)] == values
    assert {record.ttl for record in answer.rr} == {300}
    assert answer.ar == []


def test_the_zones_own_records(server: Address) -> None:
    hosted_zone("example.com")
    assert [record.rtype for record in ask(server, "example.com", "SOA").rr] == [QTYPE.SOA]
    assert len(ask(server, "example.com", "NS").rr) == 4


def test_a_validation_record(server: Address) -> None:
    change(hosted_zone("example.com"), simple("_a1.api.example.com", "CNAME", "_b2.acm-validations.aws."))
    assert rows(ask(server, "_a1.api.example.com", "CNAME").rr) == [
        "_a1.api.example.com. 300 IN CNAME _b2.acm-validations.aws."
    ]


def test_absence_is_told_with_the_zones_start_of_authority(server: Address) -> None:
    change(hosted_zone("example.com"), simple("a.b.example.com", "A", "192.0.2.1"))
    for name, kind, code in [
        ("other.example.com", "A", RCODE.NXDOMAIN),
        ("a.b.example.com", "TXT", RCODE.NOERROR),
        ("b.example.com", "A", RCODE.NOERROR),
        ("example.com", "A", RCODE.NOERROR),
    ]:
        answer = ask(server, name, kind)
        assert (answer.header.rcode, answer.header.aa, answer.rr) == (code, 1, []), name
        assert [(record.rtype, record.ttl) for record in answer.auth] == [(QTYPE.SOA, 900)]


@pytest.mark.parametrize("name", ["example.org", "com", ".", "badexample.com", "www.amazonaws.com"])
def test_others_names_are_refused(server: Address, name: str) -> None:
    hosted_zone("example.com")
    answer = ask(server, name)
    assert (answer.header.rcode, answer.header.aa, answer.rr, answer.auth) == (RCODE.REFUSED, 0, [], [])


def test_targets_lead_to_this_machine(server: Address) -> None:
    elsewhere = latency(NAME, "eu-west-1")
    elsewhere["AliasTarget"] = {
        "DNSName": "d1234.cloudfront.net.",
        "HostedZoneId": "Z2FDTNDATAQYW2",
        "EvaluateTargetHealth": False,
    }
    change(hosted_zone("example.com"), elsewhere)
    for name in ("a1b2c3.execute-api.eu-west-1.amazonaws.com", "d1234.cloudfront.net"):
        assert rows(ask(server, name).rr) == [f"{name}. 60 IN A 127.0.0.1"]
        nothing = ask(server, name, "AAAA")
        assert (nothing.header.rcode, nothing.rr) == (RCODE.NOERROR, [])


def test_a_policy_that_is_not_emulated_is_a_failure_that_says_so(server: Address) -> None:
    change(hosted_zone("example.com"), latency(NAME, "cn-north-1"))
    answer = ask(server, NAME)
    assert answer.header.rcode == RCODE.SERVFAIL
    assert "no distance is known to region cn-north-1" in str(answer.ar[0])


def test_a_record_that_cannot_be_sent_is_a_failure_and_others_are_answered(server: Address) -> None:
    zone = hosted_zone("example.com")
    change(zone, simple(NAME, "NAPTR", "nothing"), simple("b.example.com", "A", "192.0.2.1"))
    assert ask(server, NAME, "NAPTR").header.rcode == RCODE.SERVFAIL
    assert len(ask(server, "b.example.com").rr) == 1


def test_letters_may_be_of_any_size(server: Address) -> None:
    change(hosted_zone("example.com"), simple(NAME, "A", "192.0.2.1"))
    answer = ask(server, "aPi.ExAmPlE.CoM")
    assert b"aPi" in answer.q.qname.label
    assert len(answer.rr) == 1


def test_what_is_too_long_is_cut_off(server: Address) -> None:
    change(
        hosted_zone("example.com"), simple(NAME, "TXT", *(f'"{"x" * 200}{number}"' for number in range(5)))
    )
    short = ask(server, NAME, "TXT")
    assert (short.header.tc, short.rr) == (1, [])
    assert len(ask(server, NAME, "TXT", near="eu-west-1").rr) == 5


def test_other_classes_operations_and_counts(server: Address) -> None:
    hosted_zone("example.com")
    chaos = DNSRecord(q=DNSQuestion("example.com", QTYPE.SOA, 3))
    assert DNSRecord.parse(exchanged(chaos.pack(), server)).header.rcode == RCODE.REFUSED
    update = DNSRecord.question("example.com", "SOA")
    update.header.opcode = 5
    assert DNSRecord.parse(exchanged(update.pack(), server)).header.rcode == RCODE.NOTIMP
    two = DNSRecord.question("example.com", "SOA")
    two.add_question(DNSQuestion("example.com", QTYPE.NS))
    assert DNSRecord.parse(exchanged(two.pack(), server)).header.rcode == RCODE.FORMERR


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0\1\x18\0\xc6\x12\x01", RCODE.NOERROR),
        (b"\0\1\x20\0\xc6\x12\x01\x02", RCODE.NOERROR),
        (b"\0\1\0\0", RCODE.NOERROR),  # "tell nobody where I am"
        (b"\0\2\x20\0\x20\x01\x0d\xb8", RCODE.NOERROR),
        (b"\0\1\x18", RCODE.FORMERR),
        (b"\0\1\x18\0\xc6\x12", RCODE.FORMERR),
        (b"\0\1\x21\0\xc6\x12\x01\x02\x03", RCODE.FORMERR),
        (b"\0\7\x18\0\xc6\x12\x01", RCODE.FORMERR),
        (b"\0\1\x18\x18\xc6\x12\x01", RCODE.FORMERR),
    ],
)
def test_client_subnets_of_all_shapes(server: Address, data: bytes, code: int) -> None:
    change(hosted_zone("example.com"), latency(NAME, "eu-west-1"))
    question = DNSRecord.question(NAME)
    question.add_ar(EDNS0(udp_len=4096, opts=[EDNSOption(client_subnet.OPTION, data)]))
    assert DNSRecord.parse(exchanged(question.pack(), server)).header.rcode == code


def test_every_region_has_a_subnet_of_its_own() -> None:
    assert len({client_subnet.subnet(region) for region in REGIONS}) == len(REGIONS)
    assert client_subnet.subnet("af-south-1") == "198.18.0.0/24"
    for region in REGIONS:
        assert client_subnet.region_of(client_subnet.option(region)) == region


def test_nonsense_is_survived(server: Address) -> None:
    change(hosted_zone("example.com"), simple(NAME, "A", "192.0.2.1"))
    chance = random.Random(53)  # noqa: S311  # no secret
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        for _ in range(100):
            asking.sendto(chance.randbytes(chance.randrange(80)), server)
    assert len(ask(server, NAME).rr) == 1


def _with_bytes_changed() -> st.SearchStrategy[bytes]:
    question = DNSRecord.question(NAME)
    question.add_ar(EDNS0(udp_len=4096, opts=[EDNSOption(8, client_subnet.option("eu-west-1"))]))
    packet = bytes(question.pack())
    places = st.tuples(st.integers(0, len(packet) - 1), st.integers(0, 255))

    def changed(changes: list[tuple[int, int]], length: int) -> bytes:
        altered = bytearray(packet)
        for place, value in changes:
            altered[place] = value
        return bytes(altered[:length])

    return st.builds(changed, st.lists(places, max_size=4), st.integers(0, len(packet)))


@draws(12)
@given(st.binary(max_size=120) | _with_bytes_changed())
def test_every_packet_has_an_answer_or_none(packet: bytes) -> None:
    reply = replied(packet, Resolver(lambda _check: True), "us-east-1")
    if len(packet) < 12 or packet[2] & 0x80:
        # no header to answer, or an answer itself: two servers would answer each other for ever
        assert reply is None
    else:
        assert reply is not None
        answer = DNSRecord.parse(reply)
        assert (answer.header.id, answer.header.qr) == (int.from_bytes(packet[:2]), 1)


def test_a_taken_port_is_an_error(server: Address) -> None:
    with pytest.raises(OSError), served(Resolver(lambda _check: True), "us-east-1", server[1]):
        pass


def test_nothing_listens_afterwards() -> None:
    with served(Resolver(lambda _check: True), "us-east-1") as address:
        pass
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as other:
        other.bind(address)
