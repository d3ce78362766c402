"""The command, and what the SDK itself answers a gate."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.component.test_cli import run
from tests.component.test_interrupts import tfgen
from tests.specs import EXAMPLES, stack_of
from tests.unit.gate.aws import HERE, SPEC, THERE, Aws, healthy, report
from tfgen.emulator import server
from tfgen.emulator.emulator import Emulator, Options, emulator
from tfgen.gate.look import Verdict
from tfgen.gate.run import Plan, gate
from tfgen.gate.scene import Limits

pytestmark = pytest.mark.slow

HELLO = EXAMPLES / "hello/spec.yaml"


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    """With nothing in it."""
    with server.undisturbed(), emulator(Options()) as running:
        yield running


def _environment(aws: Emulator) -> dict[str, Any]:
    return {**server.CREDENTIALS, "AWS_ENDPOINT_URL": aws.endpoint}


def test_of_a_stack_that_is_not_there_nothing_is_known(aws: Emulator) -> None:
    told = run("gate", HELLO, "--region", HERE, **_environment(aws))
    assert (told.returncode, told.stderr) == (1, "")
    assert "unknown: " in told.stdout and told.stdout.count("[TFG737]") == 3
    allowed = run("gate", HELLO, "--region", HERE, "--allow-unknown", "all", **_environment(aws))
    assert allowed.returncode == 0 and "\ngo on\n" in allowed.stdout


def test_a_lost_region_stops_and_another_does_not(aws: Emulator) -> None:
    aws.chaos.lose(HERE)
    try:
        told = run("gate", HELLO, "--allow-unknown", "all", "--format", "github", **_environment(aws))
        other = run("gate", HELLO, "--allow-unknown", "all", "--region", THERE, **_environment(aws))
    finally:
        aws.chaos.heal(HERE)
    assert (told.returncode, told.stdout.count("::error "), told.stderr) == (1, 1, "")
    assert "title=TFG730::eu-west-1: it does not answer" in told.stdout
    assert other.returncode == 0, other.stdout


def test_an_endpoint_that_is_not_there_stops() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    credentials: dict[str, Any] = {**server.CREDENTIALS, "AWS_ENDPOINT_URL": address}
    told = run("gate", HELLO, "--region", HERE, **credentials)
    assert (told.returncode, told.stderr) == (1, "")
    assert "[TFG730]" in told.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--region", "eu-west-9"], "--region takes eu-west-1, us-east-1"),
        (["--bake", "soon"], "--bake takes a time"),
        (["--since", "tomorrow"], "--since takes a time of the last day"),
        (["--allow-unknown", "weather"], "--allow-unknown takes health, functions"),
        (["--errors", "101"], "--errors"),
    ],
)
def test_wrong_use(words: list[str], said: str) -> None:
    told = run("gate", HELLO, *words)
    assert told.returncode == 2 and said in told.stderr


def test_without_credentials_it_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in server.CREDENTIALS:
        monkeypatch.delenv(name, raising=False)
    nothing: dict[str, Any] = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    told = run("gate", HELLO, **nothing, AWS_EC2_METADATA_DISABLED="true")
    assert (told.returncode, told.stdout) == (2, "")
    assert "error[TFG702]" in told.stderr and "Traceback" not in told.stderr


def test_an_interrupt_ends_a_gate_that_bakes(aws: Emulator, interruptible: None) -> None:
    words = ("gate", str(HELLO), "--region", THERE, "--bake", "1h", "--every", "1s")
    with tfgen(*words, **_environment(aws)) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)
    assert (process.returncode, *told) == (130, b"", b"interrupted\n")


def _refusing(code: str, aws: Aws, action: str) -> Any:
    """Clients of an AWS that refuses one question."""

    def clients(service: str, region: str) -> Any:
        client = aws.clients(service, region)

        class Refusing:
            def __getattr__(self, name: str) -> Any:
                if name == action:
                    raise ClientError({"Error": {"Code": code, "Message": "no"}}, name)
                return getattr(client, name)

        return Refusing()

    return clients


def test_what_is_refused_ends_a_gate() -> None:
    stack, since = stack_of(SPEC), datetime.now(UTC)
    plan = Plan(stack, stack.regions, Limits(), since)
    clients = _refusing("AccessDenied", healthy(), "get_health_check_status")
    (found,) = gate(plan, clients, lambda _: None)  # type: ignore[misc]  # diagnostics
    assert (found.code, found.message) == ("TFG738", "AWS refuses route53:GetHealthCheckStatus in us-east-1")


def test_what_is_throttled_is_unknown_and_nothing_is_lost() -> None:
    aws = healthy()
    aws.clients = _refusing("Throttling", Aws(), "get_health_check_status")  # type: ignore[method-assign]
    found = report(aws)
    assert found.verdict is Verdict.unknown
    says = next(look.says for look in found.looks if look.check == "health")
    assert says == "no health checker says how it is: AWS throttles the questions"
