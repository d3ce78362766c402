from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.component.emulator.dns.route53 import (
    alias,
    change,
    forget,
    health_check,
    hosted_zone,
    latency,
    simple,
)
from tests.draws import draws
from tfgen.emulator.dns.distance import nearest
from tfgen.emulator.dns.routing import Answer, Resolver, UnsupportedPolicyError
from tfgen.emulator.patches import route53
from tfgen.stack.region_name import REGIONS
from tfgen.world.places import CITIES

NAME = "api.example.com"


class Checks:
    """Health by health check, set by hand."""

    def __init__(self) -> None:
        self.unhealthy: set[str] = set()

    def is_healthy(self, health_check_id: str) -> bool:
        return health_check_id not in self.unhealthy


@pytest.fixture
def checks() -> Checks:
    return Checks()


@pytest.fixture
def resolver(checks: Checks) -> Resolver:
    return Resolver(checks.is_healthy)


def regions_of(answers: tuple[Answer, ...]) -> list[str | None]:
    return [answer.region for answer in answers]


def test_a_simple_record(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), simple("txt.example.com", "TXT", '"one"', '"two"'))
    assert resolver.resolve("TXT.Example.COM.", "TXT", "eu-west-1") == (
        Answer("txt.example.com", "TXT", ('"one"', '"two"'), 300, False, None, None),
    )


def test_nothing_is_held_for_other_names_types_and_zones(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), simple("txt.example.com", "TXT", '"one"'))
    for name, kind in [
        ("txt.example.com", "A"),
        ("other.example.com", "TXT"),
        ("txt.example.org", "TXT"),
        ("txt.badexample.com", "TXT"),
        ("com", "NS"),
    ]:
        assert resolver.resolve(name, kind, "eu-west-1") == ()
        assert resolver.target(name, "eu-west-1") is None


def test_the_nearest_region_answers(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), latency(NAME, "eu-west-1"), latency(NAME, "us-east-1"))
    assert resolver.resolve(NAME, "A", "sa-east-1") == (
        Answer(NAME, "A", ("d-1.execute-api.us-east-1.amazonaws.com",), 60, True, "us-east-1", "us-east-1"),
    )
    assert resolver.target(NAME, "eu-central-1") == "d-1.execute-api.eu-west-1.amazonaws.com"


def test_a_client_may_be_at_a_place(resolver: Resolver) -> None:
    change(
        hosted_zone("example.com"),
        *(latency(NAME, region) for region in ("eu-west-1", "us-east-1", "ap-south-1")),
    )
    cities = {city.name: city for city in CITIES}
    found = {
        name: regions_of(resolver.resolve(NAME, "A", cities[name]))[0]
        for name in ("Lagos", "Toronto", "Dubai")
    }
    assert found == {"Lagos": "eu-west-1", "Toronto": "us-east-1", "Dubai": "ap-south-1"}


def test_the_records_own_region_decides_wherever_it_points(resolver: Resolver) -> None:
    crossed = latency(NAME, "eu-west-1") | {"Region": "us-east-1", "SetIdentifier": "crossed"}
    change(hosted_zone("example.com"), crossed, latency(NAME, "ap-northeast-1"))
    assert resolver.target(NAME, "us-east-2") == "d-1.execute-api.eu-west-1.amazonaws.com"


def test_an_unhealthy_region_is_left_out(resolver: Resolver, checks: Checks) -> None:
    check = health_check()
    change(
        hosted_zone("example.com"),
        latency(NAME, "eu-west-1", HealthCheckId=check.id),
        latency(NAME, "us-east-1"),
    )
    assert regions_of(resolver.resolve(NAME, "A", "eu-west-1")) == ["eu-west-1"]
    checks.unhealthy.add(check.id)
    assert regions_of(resolver.resolve(NAME, "A", "eu-west-1")) == ["us-east-1"]


@draws(1.5)
@given(
    st.dictionaries(
        st.sampled_from(REGIONS), st.sampled_from(["healthy", "unhealthy", "unchecked"]), min_size=1
    ),
    st.sampled_from(REGIONS),
)
def test_the_nearest_healthy_region_answers_and_all_do_if_none_is(
    health: dict[str, str], client: str
) -> None:
    forget()
    with route53.patched():
        ids = {region: health_check().id for region, state in health.items() if state != "unchecked"}
        records = [
            latency(NAME, region, **({"HealthCheckId": ids[region]} if region in ids else {}))
            for region in health
        ]
        change(hosted_zone("example.com"), *records)
    unhealthy = {ids[region] for region, state in health.items() if state == "unhealthy"}
    answers = Resolver(lambda check: check not in unhealthy).resolve(NAME, "A", client)
    usable = [region for region, state in health.items() if state != "unhealthy"] or list(health)
    assert regions_of(answers) == [nearest(client, usable)]


def test_a_cname_answers_for_addresses(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), simple(NAME, "CNAME", "d-1.execute-api.eu-west-1.amazonaws.com."))
    (answer,) = resolver.resolve(NAME, "AAAA", "eu-west-1")
    assert (answer.kind, answer.ttl) == ("CNAME", 300)
    assert resolver.target(NAME, "eu-west-1") == "d-1.execute-api.eu-west-1.amazonaws.com"


def test_latency_cnames(resolver: Resolver) -> None:
    change(
        hosted_zone("example.com"),
        simple(NAME, "CNAME", "one.example.org", SetIdentifier="a", Region="eu-west-1"),
        simple(NAME, "CNAME", "two.example.org", SetIdentifier="b", Region="us-east-1"),
    )
    assert resolver.target(NAME, "us-west-2") == "two.example.org"
    assert resolver.target(NAME, "eu-north-1") == "one.example.org"


def test_a_cname_is_followed_through_hosted_zones(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), simple("www.example.com", "CNAME", "api.example.org"))
    change(hosted_zone("example.org"), latency("api.example.org", "eu-west-1"))
    answers = resolver.resolve("www.example.com", "A", "eu-west-1")
    assert [(answer.name, answer.kind) for answer in answers] == [
        ("www.example.com", "CNAME"),
        ("api.example.org", "A"),
    ]
    assert resolver.target("www.example.com", "eu-west-1") == "d-1.execute-api.eu-west-1.amazonaws.com"
    assert len(resolver.resolve("www.example.com", "CNAME", "eu-west-1")) == 1


def test_a_circle_of_cnames_ends(resolver: Resolver) -> None:
    change(
        hosted_zone("example.com"),
        simple("a.example.com", "CNAME", "b.example.com"),
        simple("b.example.com", "CNAME", "a.example.com"),
    )
    assert len(resolver.resolve("a.example.com", "A", "eu-west-1")) == 2


def test_the_longest_zone_answers(resolver: Resolver) -> None:
    change(hosted_zone("example.com"), simple("a.b.example.com", "A", "192.0.2.1"))
    change(hosted_zone("b.example.com"), simple("a.b.example.com", "A", "192.0.2.2"))
    assert resolver.target("a.b.example.com", "eu-west-1") == "192.0.2.2"


def test_a_private_zone_answers_nobody_outside(resolver: Resolver) -> None:
    zone = hosted_zone("example.com")
    zone.private_zone = True
    change(zone, simple("a.example.com", "A", "192.0.2.1"))
    assert resolver.target("a.example.com", "eu-west-1") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("other.example.com", "192.0.2.1"),
        ("deep.below.example.com", "192.0.2.1"),
        ("*.example.com", "192.0.2.1"),
        ("there.example.com", None),  # exists, with another type
        ("below.there.example.com", None),  # lies below one that exists
        ("between.example.com", None),  # exists, since a name below it does
        ("example.com", None),
    ],
)
def test_wildcards_cover_what_does_not_exist(resolver: Resolver, name: str, expected: str | None) -> None:
    change(
        hosted_zone("example.com"),
        simple(r"\052.example.com", "A", "192.0.2.1"),
        simple("there.example.com", "TXT", '"one"'),
        simple("below.between.example.com", "TXT", '"one"'),
    )
    assert resolver.target(name, "eu-west-1") == expected


def test_weights_share_the_answers(resolver: Resolver, checks: Checks) -> None:
    check = health_check()
    change(
        hosted_zone("example.com"),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", Weight=3),
        simple(NAME, "A", "192.0.2.2", SetIdentifier="b", Weight=1, HealthCheckId=check.id),
        simple(NAME, "A", "192.0.2.3", SetIdentifier="c", Weight=0),
    )
    shares = Counter(resolver.target(NAME, "eu-west-1") for _ in range(400))
    assert shares.keys() == {"192.0.2.1", "192.0.2.2"}
    assert shares["192.0.2.1"] > shares["192.0.2.2"]
    checks.unhealthy.add(check.id)
    assert {resolver.target(NAME, "eu-west-1") for _ in range(50)} == {"192.0.2.1"}


def test_a_weight_of_zero_answers_if_nothing_else_is_healthy(resolver: Resolver, checks: Checks) -> None:
    check = health_check()
    change(
        hosted_zone("example.com"),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", Weight=3, HealthCheckId=check.id),
        simple(NAME, "A", "192.0.2.3", SetIdentifier="c", Weight=0),
    )
    checks.unhealthy.add(check.id)
    assert resolver.target(NAME, "eu-west-1") == "192.0.2.3"


@pytest.mark.parametrize(
    ("unhealthy", "expected"),
    [
        ((), "192.0.2.1"),
        (("primary",), "192.0.2.2"),
        (("secondary",), "192.0.2.1"),
        (("primary", "secondary"), "192.0.2.1"),
    ],
)
def test_failover(resolver: Resolver, checks: Checks, unhealthy: tuple[str, ...], expected: str) -> None:
    ids = {role: health_check().id for role in ("primary", "secondary")}
    change(
        hosted_zone("example.com"),
        simple(
            NAME, "A", "192.0.2.2", SetIdentifier="b", Failover="SECONDARY", HealthCheckId=ids["secondary"]
        ),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", Failover="PRIMARY", HealthCheckId=ids["primary"]),
    )
    checks.unhealthy.update(ids[role] for role in unhealthy)
    assert resolver.target(NAME, "eu-west-1") == expected


def test_multivalue_answers_are_eight_at_most_and_healthy(resolver: Resolver, checks: Checks) -> None:
    ids = [health_check().id for _ in range(10)]
    records = [
        simple(
            NAME,
            "A",
            f"192.0.2.{number}",
            SetIdentifier=str(number),
            MultiValueAnswer=True,
            HealthCheckId=check,
        )
        for number, check in enumerate(ids)
    ]
    change(hosted_zone("example.com"), *records)
    assert len(resolver.resolve(NAME, "A", "eu-west-1")) == 8
    checks.unhealthy.update(ids[:7])
    values = {answer.values for answer in resolver.resolve(NAME, "A", "eu-west-1")}
    assert values == {("192.0.2.7",), ("192.0.2.8",), ("192.0.2.9",)}


def test_the_default_of_geolocation(resolver: Resolver) -> None:
    change(
        hosted_zone("example.com"),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", GeoLocation={"CountryCode": "*"}),
    )
    assert resolver.target(NAME, "eu-west-1") == "192.0.2.1"


UNSUPPORTED = [
    ("geolocation", simple(NAME, "A", "192.0.2.1", SetIdentifier="a", GeoLocation={"ContinentCode": "EU"})),
    (
        "routing policy",
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", CidrRoutingConfig={"CollectionId": "c"}),
    ),
    ("cn-north-1", latency(NAME, "cn-north-1")),
    ("aliases to records", alias(NAME, "other.example.com")),
]


@pytest.mark.parametrize(("said", "record"), UNSUPPORTED)
def test_what_is_not_emulated_is_said(resolver: Resolver, said: str, record: dict[str, object]) -> None:
    change(hosted_zone("example.com"), record)
    with pytest.raises(UnsupportedPolicyError, match=said):
        resolver.resolve(NAME, "A", "eu-west-1")
