"""Runtimes of one's own: a bootstrap that asks the Runtime API for its events."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

from tests.component.emulator.functions.aws import ALL, Aws
from tests.programs import found
from tests.unit.package.starting import program
from tfgen.emulator.functions.invocation import FunctionError, Invocation
from tfgen.emulator.here.machine import ARCHITECTURE

pytestmark = pytest.mark.slow

HEAD = f"#!{sys.executable} -u\n"
LOOP = f"""{HEAD}
import json, os, urllib.request
api = f"http://{{os.environ['AWS_LAMBDA_RUNTIME_API']}}/2018-06-01/runtime"
def post(path, body):
    urllib.request.urlopen(urllib.request.Request(f"{{api}}/{{path}}", data=body, method="POST")).read()
print("loading")
BEFORE
while True:
    with urllib.request.urlopen(f"{{api}}/invocation/next") as request:
        event, told = json.load(request), dict(request.headers)
    own = told["Lambda-Runtime-Aws-Request-Id"]
    print("handling", event)
    if event == "exit":
        os._exit(3)
    if event == "raise":
        post(f"invocation/{{own}}/error", b'{{"errorType": "Boo", "errorMessage": "no", "stackTrace": ["a"]}}')
        continue
    answer = {{"event": event, "arn": told["Lambda-Runtime-Invoked-Function-Arn"], "handler": os.environ["_HANDLER"]}}
    post(f"invocation/{{own}}/response", b"only text" if event == "text" else json.dumps(answer, indent=1).encode())
"""
SHELL = """#!/bin/sh
set -eu
API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  HEADERS="$(mktemp)"
  EVENT=$(curl -sS -LD "$HEADERS" "$API/next")
  ID=$(grep -i Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
  curl -sS "$API/$ID/response" -d "{\\"statusCode\\": 200, \\"body\\": $EVENT}"
done
"""


def _make(aws: Aws, content: str | bytes, mode: int = 0o100755) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("bootstrap")
        member.external_attr = mode << 16
        archive.writestr(member, content)
    aws.client("lambda").create_function(
        FunctionName="own",
        Handler="any",
        Runtime="provided.al2023",
        Code={"ZipFile": packed.getvalue()},
        Role=aws.role("own", ALL),
        Timeout=5,
    )


def _failed(invocation: Invocation) -> FunctionError:
    assert invocation.error
    return invocation.error


def test_a_bootstrap_handles_one_event_after_the_other(aws: Aws) -> None:
    _make(aws, LOOP.replace("BEFORE", ""))
    first, second = aws.invoke("own", {"a": "é"}), aws.invoke("own", [1])
    assert first.payload["event"] == {"a": "é"}
    assert first.payload["arn"].endswith(":function:own")
    assert first.payload["handler"] == "any"
    assert first.logs[1:3] == ("loading", "handling {'a': 'é'}")
    assert second.payload["event"] == [1]
    assert second.logs[1] == "handling [1]"
    assert aws.invoke("own", "text").payload == "only text"


def test_how_a_bootstrap_fails(aws: Aws) -> None:
    _make(aws, LOOP.replace("BEFORE", ""))
    raised = _failed(aws.invoke("own", "raise"))
    assert (raised.kind, raised.type, raised.message, raised.trace) == ("Unhandled", "Boo", "no", ("a",))
    ended = _failed(aws.invoke("own", "exit"))
    assert ended.message.endswith("Runtime exited with error: exit status 3")
    assert aws.invoke("own", 1).payload["event"] == 1


def test_a_bootstrap_that_cannot_begin(aws: Aws) -> None:
    _make(
        aws,
        LOOP.replace("BEFORE", 'post(\'init/error\', b\'{"errorType": "Config", "errorMessage": "none"}\')'),
    )
    assert _failed(aws.invoke("own")).message == "none"


def test_a_bootstrap_that_ends_at_once_or_may_not_be_executed(aws: Aws) -> None:
    _make(aws, f"{HEAD}print('so long')\n")
    assert _failed(aws.invoke("own")).message.endswith("Runtime exited without providing a reason")
    aws.client("lambda").delete_function(FunctionName="own")
    aws.client("iam").delete_role_policy(RoleName="own", PolicyName="function")
    aws.client("iam").delete_role(RoleName="own")
    _make(aws, f"{HEAD}print('so long')\n", 0o100644)
    assert _failed(aws.invoke("own")).type == "Runtime.InvalidEntrypoint"


def test_a_script_of_the_shell(aws: Aws) -> None:
    found("curl")
    _make(aws, SHELL)
    assert aws.invoke("own", {"a": 1}).payload == {"statusCode": 200, "body": {"a": 1}}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (program({"arm64": "x86_64"}.get(ARCHITECTURE, "arm64")), "`bootstrap` is for "),
        (b"#!/nowhere/lua\n", "`bootstrap` is a script of `/nowhere/lua`, which is not here"),
    ],
)
def test_what_this_machine_cannot_run_is_named(aws: Aws, content: bytes, said: str) -> None:
    _make(aws, content)
    error = _failed(aws.invoke("own"))
    assert error.kind == "Emulator.NotRunHere"
    assert error.message.startswith(f"provided.al2023 is not run here: {said}")
