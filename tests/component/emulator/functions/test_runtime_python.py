"""Python handlers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.component.emulator.functions.aws import REGION, Aws
from tfgen.emulator.functions.invocation import FunctionError

pytestmark = pytest.mark.slow


def test_a_handler_gets_the_event_and_a_context(aws: Aws) -> None:
    aws.function(
        "hello",
        """
def main(event, context):
    return {
        "event": event,
        "id": context.aws_request_id,
        "arn": context.invoked_function_arn,
        "name": context.function_name,
        "version": context.function_version,
        "memory": context.memory_limit_in_mb,
        "group": context.log_group_name,
        "left": context.get_remaining_time_in_millis(),
    }
""",
        MemorySize=256,
        Timeout=20,
    )
    invocation = aws.invoke("hello", {"a": [1, None, "é"]})
    left, request_id = invocation.payload.pop("left"), invocation.payload.pop("id")
    assert invocation.payload == {
        "event": {"a": [1, None, "é"]},
        "arn": f"arn:aws:lambda:{REGION}:123456789012:function:hello",
        "name": "hello",
        "version": "$LATEST",
        "memory": "256",
        "group": "/aws/lambda/hello",
    }
    assert 0 < left <= 20_000
    assert invocation.logs[0] == f"START RequestId: {request_id} Version: $LATEST"
    assert invocation.error is None
    assert (invocation.region, invocation.function) == (REGION, "hello")


def test_a_process_is_kept_between_invocations(aws: Aws) -> None:
    aws.function(
        "count", "import os\nn = 0\ndef main(e, c):\n    global n\n    n += 1\n    return [n, os.getpid()]"
    )
    first, second = aws.invoke("count").payload, aws.invoke("count").payload
    assert (first[0], second[0]) == (1, 2)
    assert first[1] == second[1]


def test_what_a_handler_prints_is_its_log_and_disturbs_nothing(aws: Aws) -> None:
    aws.function(
        "loud",
        """
import logging, os, subprocess, sys
print("loading")
def main(event, context):
    print("to stdout")
    print("to stderr", file=sys.stderr)
    os.write(1, b'{"payload": "forged"}\\n')
    subprocess.run(["echo", "from a child"])
    logging.warning("careful")
    logging.info("not shown: the level is WARNING")
    print("no end of line", end="")
    return sys.stdin.read()
""",
    )
    invocation = aws.invoke("loud")
    assert invocation.payload == ""
    logged = invocation.logs[6]
    assert logged.startswith("[WARNING]\t")
    assert logged.endswith("\tcareful")
    assert invocation.logs[0].split()[2] in logged  # the request's id
    assert invocation.logs[1:6] == (
        "loading",
        "to stdout",
        "to stderr",
        '{"payload": "forged"}',
        "from a child",
    )
    assert invocation.logs[7] == "no end of line"
    assert invocation.logs[8].startswith("END RequestId: ")
    assert "Init Duration: " in invocation.logs[9]
    again = aws.invoke("loud")
    assert "loading" not in again.logs
    assert "Init Duration: " not in again.logs[-1]


def test_much_output_is_cut_and_blocks_nothing(aws: Aws) -> None:
    aws.function("much", "def main(e, c):\n    for _ in range(50_000): print('x' * 99)\n    return 1")
    invocation = aws.invoke("much")
    assert invocation.payload == 1
    assert sum(map(len, invocation.logs)) < 2_000_000


def test_an_exception_is_answered_as_lambda_does(aws: Aws) -> None:
    aws.function("fails", "def main(e, c):\n    return {}['absent']")
    invocation = aws.invoke("fails")
    trace: tuple[str, ...] = ("  File \"/var/task/app.py\", line 2, in main\n    return {}['absent']\n",)
    if invocation.error and len(invocation.error.trace[0].splitlines()) > 2:  # Python 3.13 marks the place
        trace = invocation.error.trace
    assert invocation.error == FunctionError("Unhandled", "KeyError", "'absent'", trace)
    request_id = invocation.logs[0].split()[2]
    assert invocation.payload == {
        "errorMessage": "'absent'",
        "errorType": "KeyError",
        "requestId": request_id,
        "stackTrace": list(trace),
    }
    assert invocation.logs[1:3] == ("[ERROR] KeyError: 'absent'", "Traceback (most recent call last):")


@pytest.mark.parametrize(
    ("files", "handler", "kind", "message"),
    [
        (
            {"app.py": "import nowhere"},
            "app.main",
            "Runtime.ImportModuleError",
            "Unable to import module 'app': No module named 'nowhere'",
        ),
        (
            {"app.py": ""},
            "other.main",
            "Runtime.ImportModuleError",
            "Unable to import module 'other': No module named 'other'",
        ),
        (
            {"app.py": ""},
            "app.main",
            "Runtime.HandlerNotFound",
            "Handler 'main' missing on module 'app'",
        ),
        (
            {"app.py": "def main(:"},
            "app.main",
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'app': invalid syntax (app.py, line 1)",
        ),
        (
            {"app.py": ""},
            "main",
            "Runtime.MalformedHandlerName",
            "Bad handler 'main': not enough values to unpack (expected 2, got 1)",
        ),
        ({"app.py": "raise OSError('no')"}, "app.main", "Unhandled", "no"),
        (
            {"app.py": "import sys; sys.exit(2)"},
            "app.main",
            "Runtime.ExitError",
            "Runtime exited with error: exit status 2",
        ),
    ],
)
def test_a_handler_that_cannot_be_loaded(
    aws: Aws, files: dict[str, str], handler: str, kind: str, message: str
) -> None:
    aws.function("broken", files, handler)
    for _ in range(2):  # each attempt is a new process
        invocation = aws.invoke("broken")
        assert invocation.error
        assert invocation.error.kind == kind
        assert invocation.error.message.endswith(message)
        assert invocation.payload["errorMessage"] == invocation.error.message


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("return {1, 2}", "Runtime.MarshalError", "Object of type set is not JSON serializable"),
        ("return 'x' * 7_000_000", "Function.ResponseSizeTooLarge", "payload size (6291556 bytes)."),
        ("import sys; sys.exit(3)", "Runtime.ExitError", "Runtime exited with error: exit status 3"),
        ("import os; os._exit(0)", "Runtime.ExitError", "Runtime exited without providing a reason"),
        ("import os; os.kill(os.getpid(), 9)", "Runtime.ExitError", "exited with error: signal: killed"),
        ("while True: pass", "Sandbox.Timedout", "Task timed out after 1.00 seconds"),
        ("while True: print('x' * 999)", "Sandbox.Timedout", "Task timed out after 1.00 seconds"),
    ],
)
def test_an_invocation_that_gives_no_answer(aws: Aws, body: str, kind: str, message: str) -> None:
    aws.function("breaks", f"def main(e, c):\n    if e: return e\n    {body}", Timeout=1)
    invocation = aws.invoke("breaks")
    assert invocation.error
    assert invocation.error.kind == kind
    assert message in invocation.error.message
    assert any(message in line for line in invocation.logs)
    assert aws.invoke("breaks", "alive").payload == "alive"


def test_numbers_of_dynamodb_are_written(aws: Aws) -> None:
    aws.function("numbers", "from decimal import Decimal as D\ndef main(e, c): return [D('1'), D('2.5')]")
    assert aws.invoke("numbers").payload == [1, 2.5]


def test_only_what_the_runtime_provides_can_be_imported(aws: Aws) -> None:
    aws.function(
        "imports",
        {
            "app.py": """
import importlib
def main(event, context):
    found = {}
    for name in event:
        try:
            found[name] = getattr(importlib.import_module(name), "own", "provided")
        except ImportError:
            found[name] = "absent"
    return found
""",
            "boto3.py": "own = 'own'",
        },
    )
    names = ["boto3", "botocore.config", "urllib3", "six", "moto", "jinja2", "yaml", "tfgen", "pytest"]
    assert aws.invoke("imports", names).payload == {
        "boto3": "own",
        "botocore.config": "provided",
        "urllib3": "provided",
        "six": "provided",
        **dict.fromkeys(["moto", "jinja2", "yaml", "tfgen", "pytest"], "absent"),
    }


def test_the_environment_is_that_of_the_function_alone(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = {"TABLE": "things", "AWS_ENDPOINT_URL_DYNAMODB": "https://real.example", "LANG": "C"}
    aws.function(
        "env",
        "import os, pathlib\ndef main(e, c): return [dict(os.environ), os.listdir(pathlib.Path.home()), os.getcwd()]",
        Environment={"Variables": own},
        MemorySize=512,
    )
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws/credentials").write_text("[default]\naws_access_key_id = real\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AWS_PROFILE", "AWS_SECRET_ACCESS_KEY", "MY_SECRET", "PYTHONPATH", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "leaked")
    variables, home, folder = aws.invoke("env").payload
    assert "leaked" not in str(variables)
    assert home == []
    expected = {
        "_HANDLER": "app.main",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_NAME": "env",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/env",
        "AWS_REGION": REGION,
        "LAMBDA_TASK_ROOT": folder,
        "LANG": "C",
        "TABLE": "things",
        "TZ": ":UTC",
    }
    assert {name: variables[name] for name in expected} == expected
    # Python sets LC_CTYPE itself where a locale is not installed
    assert set(variables) - set(expected) - {"LC_CTYPE"} == {
        *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
        *("AWS_LAMBDA_LOG_STREAM_NAME", "HOME", "LAMBDA_RUNTIME_DIR", "PATH", "TMPDIR"),
    }
    assert variables["AWS_ACCESS_KEY_ID"].startswith("ASIA")
