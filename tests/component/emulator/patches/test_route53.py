"""Every test asks moto alone first, and fails when it answers as AWS does: its patch can then be deleted."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.dns.route53 import alias, client, forget, latency, simple
from tfgen.emulator.dns.change_batch import applied
from tfgen.emulator.patches import route53

NAME = "api.example.com."
TERRAFORM = "HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0"


@pytest.fixture(scope="module")
def aws() -> Iterator[Any]:
    with client() as found:
        yield found


@pytest.fixture(scope="module")
def provider() -> Iterator[Any]:
    with client(TERRAFORM) as found:
        yield found


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    forget()


class Zone:
    """A hosted zone, asked through the API."""

    def __init__(self, aws: Any) -> None:
        self.aws = aws
        self.id = aws.create_hosted_zone(Name="example.com", CallerReference="once")["HostedZone"]["Id"]

    def change(self, *changes: tuple[str, dict[str, Any]]) -> Any:
        batch = [{"Action": action, "ResourceRecordSet": dict(record)} for action, record in changes]
        return self.aws.change_resource_record_sets(HostedZoneId=self.id, ChangeBatch={"Changes": batch})

    def refusal(self, *changes: tuple[str, dict[str, Any]]) -> str:
        """What a batch is refused with, or nothing."""
        try:
            self.change(*changes)
        except ClientError as error:
            return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
        return ""

    def records(self) -> list[Any]:
        found = self.aws.list_resource_record_sets(HostedZoneId=self.id)["ResourceRecordSets"]
        return [record for record in found if record["Type"] not in ("NS", "SOA")]


@dataclass(frozen=True)
class Refusal:
    """A batch that AWS refuses, after others that it takes."""

    title: str
    before: tuple[dict[str, Any], ...]
    batch: tuple[tuple[str, dict[str, Any]], ...]
    message: str


A, TXT = simple(NAME, "A", "192.0.2.1"), simple(NAME, "TXT", '"one"')
CNAME = simple(NAME, "CNAME", "www.example.org")
WEST, EAST = latency(NAME, "eu-west-1"), latency(NAME, "us-east-1")
WEIGHTED = alias(NAME, "www.example.org", SetIdentifier="weighted", Weight=0)
OTHER = simple("other.example.com.", "A", "192.0.2.1")

REFUSALS = [
    Refusal(
        "create what exists",
        (A,),
        (("CREATE", simple(NAME, "A", "192.0.2.2")),),
        "Tried to create resource record set [name='api.example.com.', type='A'] but it already exists",
    ),
    Refusal(
        "create what exists in a set",
        (WEST,),
        (("CREATE", alias(NAME, "elsewhere", SetIdentifier="eu-west-1", Region="eu-west-2")),),
        "Tried to create resource record set [name='api.example.com.', type='A', set-identifier='eu-west-1'] "
        "but it already exists",
    ),
    Refusal(
        "create what exists in other letters",
        (A,),
        (("CREATE", simple("API.example.com", "A", "192.0.2.2")),),
        "Tried to create resource record set [name='api.example.com.', type='A'] but it already exists",
    ),
    Refusal(
        "delete other values",
        (A,),
        (("UPSERT", simple(NAME, "A", "192.0.2.2")), ("DELETE", A)),
        "Tried to delete resource record set [name='api.example.com.', type='A'] "
        "but the values provided do not match the current values",
    ),
    Refusal(
        "delete another target",
        (WEST,),
        (("DELETE", WEST | {"AliasTarget": EAST["AliasTarget"]}),),
        "Tried to delete resource record set [name='api.example.com.', type='A', set-identifier='eu-west-1'] "
        "but the values provided do not match the current values",
    ),
    Refusal(
        "delete another region",
        (WEST,),
        (("DELETE", WEST | {"Region": "eu-west-2"}),),
        "Tried to delete resource record set [name='api.example.com.', type='A', set-identifier='eu-west-1'] "
        "but the values provided do not match the current values",
    ),
    Refusal(
        "delete twice",
        (A,),
        (("DELETE", A), ("DELETE", A)),
        "Tried to delete resource record set [name='api.example.com.', type='A'] but it was not found",
    ),
    Refusal(
        "a CNAME beside others",
        (TXT,),
        (("CREATE", CNAME),),
        "RRSet of type CNAME with DNS name api.example.com. is not permitted as it conflicts with other records with "
        "the same DNS name in zone example.com.",
    ),
    Refusal(
        "others beside a CNAME",
        (CNAME,),
        (("CREATE", WEST),),
        "RRSet of type A with DNS name api.example.com. is not permitted because a conflicting RRSet of type CNAME "
        "with the same DNS name already exists in zone example.com.",
    ),
    Refusal(
        "latency beside simple",
        (A,),
        (("CREATE", WEST),),
        "RRSet with DNS name api.example.com., type A, SetIdentifier eu-west-1, and Region Name=eu-west-1 cannot be "
        "created because a non-latency RRSet with the same name and type already exists.",
    ),
    Refusal(
        "latency beside weighted",
        (WEIGHTED,),
        (("UPSERT", WEST),),
        "RRSet with DNS name api.example.com., type A, SetIdentifier eu-west-1, and Region Name=eu-west-1 cannot be "
        "created because a non-latency RRSet with the same name and type already exists.",
    ),
    Refusal(
        "weighted beside latency",
        (WEST,),
        (("CREATE", WEIGHTED),),
        "RRSet with DNS name api.example.com., type A, SetIdentifier weighted cannot be created because a "
        "non-weighted RRSet with the same name and type already exists.",
    ),
    Refusal(
        "simple beside latency",
        (WEST,),
        (("UPSERT", A),),
        "RRSet with DNS name api.example.com., type A cannot be created as other RRSets exist with the same name "
        "and type.",
    ),
    Refusal(
        "a region twice",
        (WEST,),
        (("CREATE", WEST | {"SetIdentifier": "again"}),),
        "RRSet with DNS name api.example.com., type A, SetIdentifier again, and Region Name=eu-west-1 cannot be "
        "created because a latency RRSet with the same name, type and region already exists.",
    ),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.title)
def test_batches_are_refused(aws: Any, refusal: Refusal) -> None:
    alone = Zone(aws)
    alone.change(*(("CREATE", record) for record in refusal.before))
    expected = f"InvalidChangeBatch: [{refusal.message}]"
    assert alone.refusal(*refusal.batch) != expected
    with route53.patched():
        zone = Zone(aws)
        zone.change(*(("CREATE", record) for record in refusal.before))
        before = zone.records()
        # what comes before the change that is refused is not made either
        assert zone.refusal(("CREATE", OTHER), *refusal.batch) == expected
        assert zone.records() == before != []


def test_a_refused_batch_changes_nothing(aws: Any) -> None:
    batch = (("CREATE", OTHER), ("CREATE", simple("www.example.org", "A", "192.0.2.1")))
    alone = Zone(aws)
    assert alone.refusal(*batch)
    assert alone.records() != []
    with route53.patched():
        zone = Zone(aws)
        assert zone.refusal(*batch)
        assert zone.records() == []


def test_a_health_check_has_to_exist(aws: Any) -> None:
    change = ("CREATE", WEST | {"HealthCheckId": "00000000-0000-0000-0000-000000000000"})
    assert not Zone(aws).refusal(change)
    with route53.patched():
        assert Zone(aws).refusal(change).startswith("NoSuchHealthCheck:")


def test_a_name_has_to_lie_in_the_zone(aws: Any) -> None:
    change = ("CREATE", simple("api.badexample.com.", "A", "192.0.2.1"))
    assert not Zone(aws).refusal(change)
    with route53.patched():
        assert Zone(aws).refusal(change) == (
            "InvalidChangeBatch: [RRSet with DNS name api.badexample.com. is not permitted in zone example.com.]"
        )


def test_deleting_one_of_a_set_leaves_the_others(aws: Any) -> None:
    def left(zone: Zone) -> list[tuple[str, str, str]]:
        both = latency("other.example.com.", "eu-west-1")
        zone.change(*(("CREATE", record) for record in (WEST, WEST | {"Type": "AAAA"}, EAST, both)))
        zone.change(("DELETE", WEST))
        return sorted((record["Name"], record["Type"], record["SetIdentifier"]) for record in zone.records())

    expected = [
        ("api.example.com.", "A", "us-east-1"),
        ("api.example.com.", "AAAA", "eu-west-1"),
        ("other.example.com.", "A", "eu-west-1"),
    ]
    assert left(Zone(aws)) != expected
    with route53.patched():
        assert left(Zone(aws)) == expected


def test_terraform_need_not_wait(aws: Any, provider: Any) -> None:
    assert "ChangeInfo" in Zone(provider).change(("CREATE", A))
    with route53.patched():
        assert "ChangeInfo" not in Zone(provider).change(("CREATE", A))
        answer = Zone(aws).change(("CREATE", A))
        assert answer["ChangeInfo"]["Status"] == "INSYNC"
        assert aws.get_change(Id=answer["ChangeInfo"]["Id"])["ChangeInfo"]["Status"] == "INSYNC"


def test_the_start_of_authority_is_as_in_a_zone_file(aws: Any) -> None:
    def value(zone: Zone) -> str:
        found = aws.list_resource_record_sets(HostedZoneId=zone.id)["ResourceRecordSets"]
        ((value,),) = (record["ResourceRecords"] for record in found if record["Type"] == "SOA")
        return str(value["Value"])

    assert value(Zone(aws)).startswith("{")
    with route53.patched():
        assert value(Zone(aws)).split()[1:] == [
            "hostmaster.example.com.",
            "1",
            "7200",
            "900",
            "1209600",
            "86400",
        ]


@pytest.mark.parametrize("is_patched", [False, True], ids=["alone", "patched"])
def test_a_zone_with_records_is_kept_as_moto_does(aws: Any, is_patched: bool) -> None:
    with route53.patched() if is_patched else contextlib.nullcontext():
        zone = Zone(aws)
        zone.change(("CREATE", A))
        with pytest.raises(aws.exceptions.HostedZoneNotEmpty):
            aws.delete_hosted_zone(Id=zone.id)
        zone.change(("DELETE", A))
        assert aws.delete_hosted_zone(Id=zone.id)["ChangeInfo"]["Status"] == "INSYNC"


@pytest.mark.parametrize(
    "record",
    [
        A,
        WEST,
        WEIGHTED,
        simple(NAME, "TXT", '"b"', '"a"'),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", Failover="PRIMARY"),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", MultiValueAnswer=True),
        simple(NAME, "A", "192.0.2.1", SetIdentifier="a", GeoLocation={"CountryCode": "*"}),
        simple(r"\052.example.com", "A", "192.0.2.1"),
    ],
    ids=lambda record: (
        f"{record['Type']} {', '.join(sorted(record.keys() - {'Name', 'Type', 'TTL', 'SetIdentifier'}))}"
    ),
)
def test_what_is_listed_can_be_deleted(aws: Any, record: dict[str, Any]) -> None:
    with route53.patched():
        zone = Zone(aws)
        zone.change(("CREATE", record))
        zone.change(("UPSERT", record))
        (listed,) = zone.records()
        zone.change(("DELETE", listed))
        assert zone.records() == []


def test_a_batch_may_replace_what_it_deletes(aws: Any) -> None:
    with route53.patched():
        zone = Zone(aws)
        zone.change(("CREATE", CNAME))
        zone.change(("DELETE", CNAME), ("CREATE", WEST), ("CREATE", EAST))
        assert {record["SetIdentifier"] for record in zone.records()} == {"eu-west-1", "us-east-1"}


def test_concurrent_batches_lose_nothing(aws: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def dawdling(*said: Any) -> list[Any]:
        found = applied(*said)
        time.sleep(0.005)
        return found

    monkeypatch.setattr(route53, "applied", dawdling)
    with route53.patched():
        zone = Zone(aws)
        records = [simple(f"a{number}.example.com.", "A", "192.0.2.1") for number in range(20)]
        threads = [threading.Thread(target=zone.change, args=(("CREATE", record),)) for record in records]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(zone.records()) == len(records)


def test_moto_is_left_as_it_was(aws: Any) -> None:
    with route53.patched():
        pass
    assert not Zone(aws).refusal(("CREATE", CNAME), ("CREATE", TXT))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("none.example.com", "that target was not found"),
        ("www.example.org", "the alias target name does not lie within the target zone"),
    ],
)
def test_an_alias_to_what_the_zone_does_not_have(aws: Any, target: str, reason: str) -> None:
    zone = Zone(aws)
    zone_id = zone.id.rpartition("/")[2]
    record = alias(NAME, target)
    record["AliasTarget"]["HostedZoneId"] = zone_id
    assert not Zone(aws).refusal(("CREATE", record))
    with route53.patched():
        assert zone.refusal(("CREATE", record)) == (
            f"InvalidChangeBatch: [Tried to create an alias that targets {target}., type A in zone {zone_id}, "
            f"but {reason}]"
        )
        found = simple("here.example.com", "A", "192.0.2.1")
        record["AliasTarget"]["DNSName"] = "here.example.com"
        assert not zone.refusal(("CREATE", found), ("CREATE", record))
