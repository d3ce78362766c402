"""A stack that stands, and what is asked of it between applies: is a region healthy, and is all as it was applied."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.component.test_cli import run
from tests.draws import in_long_runs_alone
from tests.e2e.planning import succeed
from tests.specs import dump, stack_of
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator import server
from tfgen.emulator.emulator import Emulator, Options, emulator

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

HERE, THERE = REGIONS = ("eu-west-1", "us-west-2")
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "notes",
    "domain": "notes.example.com",
    "regions": list(REGIONS),
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"notes": {"key": {"id": "S"}, "protect": False}},
    "functions": {
        "put": {"handler": "app.put", "http": "POST /notes", "access": {"notes": "write"}, "memory": 256}
    },
}
HANDLER = """\
import json, os
import boto3
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NOTES"])

def put(event, _):
    table.put_item(Item={"id": json.loads(event["body"])["id"]})
    return {"statusCode": 204}
"""


class Standing:
    """The stack, applied, and the commands that ask about it."""

    def __init__(self, aws: Emulator, folder: Path, runner: Terraform) -> None:
        self.aws, self.folder, self.runner = aws, folder, runner
        self._environment: dict[str, Any] = {
            **server.CREDENTIALS,
            "AWS_ENDPOINT_URL": aws.endpoint,
            "GOGC": "400",
        }

    def client(self, service: str, region: str = THERE) -> Any:
        return boto3.client(service, region_name=region, endpoint_url=self.aws.endpoint)  # type: ignore[call-overload]

    def post(self, region: str, **body: str) -> None:
        headers = {"Host": "notes.example.com", "x-client-region": region, "Content-Type": "application/json"}
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.aws.front_door}/notes", data, headers)  # noqa: S310  # our own
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request).close()  # noqa: S310  # our own

    def gate(self, *words: str) -> tuple[int, list[tuple[str, str, str]]]:
        """The exit status, and what is not good: region, check and code. One checker stands for all: a slow answer counts."""
        if not self.aws.chaos.state():
            self._wait_for_checkers()
        told = self.run("gate", "--format", "json", *words)
        looks = json.loads(told.stdout)["looks"]
        return told.returncode, [(it["region"], it["check"], it["code"]) for it in looks if it["holds_up"]]

    def _wait_for_checkers(self) -> None:
        """Until the last request of each health check was answered in time."""
        until = time.monotonic() + 60
        while not all(each.checked and not each.failures for each in self.aws.health.status().values()):
            assert time.monotonic() < until, self.aws.health.status()
            time.sleep(0.1)

    def drift(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("drift", "-o", str(self.folder / "out"), *words)

    def drift_of_folder(self) -> subprocess.CompletedProcess[str]:
        return run("drift", self.folder / "out", **self._environment)

    def files(self) -> dict[Path, int]:
        """When each file of the rendered folder was written."""
        every = (self.folder / "out").rglob("*")
        return {path: path.stat().st_mtime_ns for path in every if path.is_file()}

    def run(self, command: str, *words: str) -> subprocess.CompletedProcess[str]:
        return run(command, self.folder / "spec.yaml", *words, **self._environment)


@pytest.fixture(scope="module")
def standing(
    tmp_path_factory: pytest.TempPathFactory, terraform: Path, terraform_env: dict[str, str]
) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "src").mkdir()
    (folder / "src/app.py").write_text(HANDLER)
    (folder / "spec.yaml").write_text(dump(SPEC))
    assert run("render", folder / "spec.yaml", "-o", folder / "out").returncode == 0
    with server.undisturbed(), emulator(Options(client=HERE)) as aws:
        server.prepare(stack_of(SPEC), aws.endpoint)
        environment = {**terraform_env, **server.CREDENTIALS, "GOGC": "400", "AWS_ENDPOINT_URL": aws.endpoint}
        runner = Terraform(terraform, folder / "out", environment)
        succeed(initialise(runner))
        succeed(runner.run("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=30"))
        yield Standing(aws, folder, runner)


def test_a_gate_lets_go_on_while_clients_get_answers(standing: Standing) -> None:
    status, held = standing.gate()
    assert (status, {code for _, _, code in held}) == (1, {"TFG737"}), "nobody has called yet"
    for region in REGIONS:
        for number in range(20):
            standing.post(region, id=str(number))
    standing.aws.tables.wait_until_quiet(5)
    assert standing.gate() == (0, [])
    assert standing.gate("--bake", "2s", "--every", "1s", "--since", "5m") == (0, [])
    standing.post(THERE, wrong="")
    status, held = standing.gate("--region", THERE)
    assert status == 1 and (THERE, "functions", "TFG732") in held
    assert standing.gate("--region", HERE) == (0, []), "a function that fails there stops nothing here"
    assert standing.gate("--errors", "20") == (0, [])


def test_drift_is_told_until_it_is_undone(standing: Standing) -> None:
    functions, route53 = standing.client("lambda"), standing.client("route53")
    functions.update_function_configuration(FunctionName="notes-put", MemorySize=512)
    zone = route53.list_hosted_zones()["HostedZones"][0]["Id"]
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    (record,) = (each for each in records if (each["Type"], each.get("Region")) == ("AAAA", THERE))
    _change(route53, zone, "DELETE", record)
    before = standing.files()
    of_folder = standing.drift_of_folder()
    assert of_folder.returncode == 1, of_folder.stderr
    assert "memory_size of 1 lambda function in us-west-2: 256 is now 512" in of_folder.stdout
    assert "1 route53 record is gone" in of_folder.stdout
    assert "the spec asks for no other change" in of_folder.stdout
    entry = {"code": "TFG741", "at": 'aws_route53_record.us_west_2["AAAA"]', "reason": "no IPv6 today"}
    (standing.folder / "spec.yaml").write_text(dump({**SPEC, "ignore": [entry]}))
    told = standing.drift("--format", "json")
    (standing.folder / "spec.yaml").write_text(dump(SPEC))
    assert told.returncode == 1 and "warning[TFG744]" in told.stderr, told.stderr
    found = json.loads(told.stdout)
    assert [(each["says"], each["next_apply"]) for each in found["groups"]] == [
        ("memory_size of 1 lambda function in us-west-2: 256 is now 512", ["puts it back"])
    ]
    assert [each["reason"] for each in found["ignored"]] == ["no IPv6 today"]
    assert standing.files() == before, "nothing is written"
    functions.update_function_configuration(FunctionName="notes-put", MemorySize=256)
    _change(route53, zone, "CREATE", record)
    undone = standing.drift()
    assert (undone.returncode, undone.stderr) == (0, ""), undone.stdout
    assert "notes: no difference between the state and the account\n" in undone.stdout


@pytest.mark.drawn
def test_of_a_lost_region_nothing_is_known_and_the_others_are_told(standing: Standing) -> None:
    in_long_runs_alone()
    functions = standing.client("lambda", HERE)
    functions.update_function_configuration(FunctionName="notes-put", MemorySize=512)
    standing.aws.chaos.lose(THERE)
    try:
        status, held = standing.gate("--errors", "100")
        told = standing.drift()
    finally:
        standing.aws.chaos.heal(THERE)
        functions.update_function_configuration(FunctionName="notes-put", MemorySize=256)
    assert status == 1 and (THERE, "region", "TFG730") in held
    assert not [each for each in held if each[0] == HERE and each[2] != "TFG737"]
    assert told.returncode == 1, told.stderr
    assert "memory_size of 1 lambda function in eu-west-1" in told.stdout
    assert "TFG743" in told.stderr and "as far as could be compared" in told.stdout


def _change(route53: Any, zone: str, action: str, record: Any) -> None:
    changes = [{"Action": action, "ResourceRecordSet": record}]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
