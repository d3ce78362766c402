"""What runs, how much of it at once, and that nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from moto.awslambda.models import lambda_backends

from tests.component.emulator.functions.aws import ACCOUNT, REGION, Aws, eventually, zipped
from tests.specs import ROOT
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.invocation import Invocation, UnknownFunctionError
from tfgen.emulator.functions.process import EndedError, Process

pytestmark = pytest.mark.slow

PID = "import os, time\ndef main(event, context):\n    return os.getpid()\n"
SLEEPS = "import os, time\ndef main(event, context):\n    time.sleep(event or 0)\n    return os.getpid()\n"


def is_running(pid: int) -> bool:
    """Whether a process runs: a zombie does not."""
    status = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(status.stdout.strip()) and not status.stdout.startswith("Z")


def started(aws: Aws, name: str, event: object) -> tuple[threading.Thread, list[Invocation]]:
    """An invocation in a thread of its own, and where its outcome will be."""
    outcome: list[Invocation] = []
    thread = threading.Thread(target=lambda: outcome.append(aws.invoke(name, event)))
    thread.start()
    return thread, outcome


def test_a_timed_out_process_is_replaced(aws: Aws) -> None:
    aws.function("slow", SLEEPS, Timeout=1)
    before = aws.invoke("slow").payload
    assert aws.invoke("slow", 60).error
    assert not is_running(before)
    after = aws.invoke("slow").payload
    assert after != before


def test_at_the_end_nothing_runs_not_even_what_a_handler_started(aws: Aws, tmp_path: Path) -> None:
    aws.function(
        "starts",
        "import subprocess, os\ndef main(e, c):\n    return [os.getpid(), subprocess.Popen(['sleep', '600']).pid]",
    )
    pids = aws.invoke("starts").payload
    assert all(map(is_running, pids))
    aws.functions.forget()
    assert eventually(lambda: not any(map(is_running, pids)))


def test_forgetting_ends_an_invocation_under_way(aws: Aws) -> None:
    aws.function("slow", SLEEPS, Timeout=600)
    assert aws.invoke("slow").error is None
    thread, outcome = started(aws, "slow", 600)
    assert eventually(lambda: thread.is_alive())
    aws.functions.forget()
    thread.join(60)
    assert outcome[0].error
    assert outcome[0].error.kind == "Runtime.ExitError"
    assert aws.invoke("slow").error is None


def test_after_the_end_nothing_starts(aws: Aws, tmp_path: Path) -> None:
    aws.function("pid", PID)
    functions = Functions(tmp_path / "other")
    with functions.installed():
        pid = functions.invoke(REGION, "pid", None, None).payload
        assert is_running(pid)
    assert not is_running(pid)
    with pytest.raises(UnknownFunctionError, match="the emulator has ended"):
        functions.invoke(REGION, "pid", None, None)


def test_a_function_that_is_slow_keeps_none_waiting(aws: Aws) -> None:
    aws.function("slow", SLEEPS, Timeout=600)
    aws.function("quick", PID)
    first = aws.invoke("slow").payload
    thread, _ = started(aws, "slow", 600)
    assert aws.invoke("quick").error is None
    assert aws.invoke("slow").payload != first  # another process of the same function
    aws.functions.forget()
    thread.join(60)


def test_there_are_no_more_processes_of_a_function_than_may_be(aws: Aws, tmp_path: Path) -> None:
    aws.function("slow", SLEEPS, Timeout=600)
    functions = Functions(tmp_path / "other", most=2)
    pids: set[int] = set()
    with functions.installed():
        threads = [
            threading.Thread(target=lambda: pids.add(functions.invoke(REGION, "slow", None, 0.3).payload))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(pids) == 2


def test_who_waits_too_long_is_told(aws: Aws, tmp_path: Path) -> None:
    aws.function("slow", SLEEPS, Timeout=60)
    slow = lambda_backends[ACCOUNT][REGION].get_function("slow")
    functions = Functions(tmp_path / "other", most=1)
    with functions.installed():
        assert functions.run(slow, None, 0).error is None
        with pytest.raises(TimeoutError):  # it takes longer
            functions.invoke(REGION, "slow", None, 600, 0.1)
        with pytest.raises(TimeoutError):  # it does not begin
            functions.run(slow, None, 0, 0.1)


def test_one_process_is_enough_for_one_client(aws: Aws) -> None:
    aws.function("pid", PID)
    assert len({aws.invoke("pid").payload for _ in range(20)}) == 1


def test_regions_have_processes_of_their_own(aws: Aws) -> None:
    code = "import os\ndef main(e, c):\n    return [os.environ['AWS_REGION'], os.getpid()]"
    regions = [REGION, "us-east-1"]
    for region in regions:
        aws.function("where", code, region=region)
    found = [aws.invoke("where", region=region).payload for region in regions]
    assert [region for region, _ in found] == regions
    assert found[0][1] != found[1][1]


def test_new_code_runs_in_a_new_process(aws: Aws) -> None:
    aws.function("code", "def main(e, c): return 1", Publish=True)
    client = aws.client("lambda")
    client.create_alias(FunctionName="code", Name="live", FunctionVersion="1")
    assert aws.invoke("code").payload == 1
    client.update_function_code(
        FunctionName="code", ZipFile=zipped({"app.py": "def main(e, c): return 2"}), Publish=True
    )
    assert aws.invoke("code").payload == 2
    assert aws.functions.invoke(REGION, "code", "live", None).payload == 1
    client.update_alias(FunctionName="code", Name="live", FunctionVersion="2")
    assert aws.functions.invoke(REGION, "code", "live", None).payload == 2


def test_new_settings_run_in_a_new_process(aws: Aws) -> None:
    aws.function("settings", "import os\ndef main(e, c): return os.environ.get('X')")
    assert aws.invoke("settings").payload is None
    aws.client("lambda").update_function_configuration(
        FunctionName="settings", Environment={"Variables": {"X": "1"}}
    )
    assert aws.invoke("settings").payload == "1"


def test_a_deleted_function_runs_no_more(aws: Aws) -> None:
    aws.function("pid", PID)
    pid = aws.invoke("pid").payload
    aws.client("lambda").delete_function(FunctionName="pid")
    assert not is_running(pid)
    with pytest.raises(UnknownFunctionError):
        aws.invoke("pid")


KILLED = """
import sys, threading, time
from pathlib import Path
import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from tests.component.emulator.functions.aws import Aws
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.serving import served

folder, runtime, code = sys.argv[1:]
with served(DomainDispatcherApplication(create_backend_app)) as address:
    functions = Functions(Path(folder))
    functions.endpoint = address
    with functions.installed():
        aws = Aws(address, functions)
        name = "app.py" if runtime.startswith("python") else "app.js"
        aws.function("loop", {name: code}, Runtime=runtime, Timeout=600 if "re.match" not in code else 1)
        pid = aws.invoke("loop").payload
        threading.Thread(target=aws.invoke, args=("loop", True), daemon=True).start()
        time.sleep(0.3)
        print(pid, flush=True)
        time.sleep(600)
"""


@pytest.mark.parametrize(
    ("runtime", "code"),
    [
        ("python3.13", "import os\ndef main(e, c):\n    while e: pass\n    return os.getpid()"),
        (
            # a regular expression that never ends, and lets no other thread run
            "python3.13",
            "import os, re\ndef main(e, c):\n    if e: re.match('(a+)+$', 'a' * 64 + 'b')\n    return os.getpid()",
        ),
        ("nodejs22.x", "exports.main = async (e) => { while (e) {} return process.pid; }"),
    ],
    ids=["python", "python-without-the-lock", "node"],
)
@pytest.mark.slow
def test_a_handler_that_loops_ends_when_we_are_killed(tmp_path: Path, runtime: str, code: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), runtime, code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as emulator:
        assert emulator.stdout
        pid = int(emulator.stdout.readline())
        assert is_running(pid)
        os.kill(emulator.pid, signal.SIGKILL)
    assert eventually(lambda: not is_running(pid))


def test_a_program_that_ends_is_told_from_one_that_is_silent(tmp_path: Path) -> None:
    for script, expected in (("exit 3", EndedError), ("sleep 600", TimeoutError)):
        process = Process(["sh", "-c", f"echo printed; {script}"], tmp_path, {"PATH": os.environ["PATH"]})
        with pytest.raises(expected):
            process.receive(0.5 if expected is TimeoutError else 60)
        status = process.end(60 if expected is EndedError else 0)
        assert status == (3 if expected is EndedError else -signal.SIGKILL)
        assert process.output() == ["printed"]
