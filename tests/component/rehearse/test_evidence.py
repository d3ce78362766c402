"""What made-up values can be the cause of, and what they cannot."""

from __future__ import annotations

import json

import pytest

from tfgen.rehearse.evidence import _last_invocation, is_grave


@pytest.mark.parametrize(
    "line",
    [
        "front door: no permission of hello:live lets API Gateway invoke it for arn:aws:execute-api:x",
        "[ERROR] ClientError: An error occurred (AccessDeniedException) when calling the GetItem operation",
        "User: arn:aws:sts::1:assumed-role/a is not authorized to perform: sqs:SendMessage on resource: b",
        "An error occurred (ResourceNotFoundException) when calling the GetItem operation",
        "An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the SendMessage operation",
        "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'x'",
        "Sandbox.Timedout: Task timed out after 3.00 seconds",
    ],
)
def test_permissions_code_and_time_are_grave(line: str) -> None:
    assert is_grave(("[ERROR] KeyError: 'id'", line))


@pytest.mark.parametrize(
    "line",
    [
        "[ERROR] KeyError: 'id'",
        "[ERROR] ValueError: the id may not be empty",
        "[ERROR] PermissionError: the permission of rehearsal is not known",
        "[ERROR] Forbidden: rehearsal is not authorized",
        "    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)",
        "reported by the function",
    ],
)
def test_what_a_function_says_of_values_is_not(line: str) -> None:
    assert not is_grave((line,))


def test_an_error_of_node_is_told_in_lines_and_without_frames_of_libraries() -> None:
    trace = [
        "Error: Cannot find module 'nowhere'",
        "Require stack:",
        "- /var/task/app.js",
        "    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)",
        "    at Object.<anonymous> (/var/task/app.js:1:1)",
    ]
    message = "Error: Cannot find module 'nowhere'\nRequire stack:\n- /var/task/app.js"
    error = {"errorType": "Runtime.ImportModuleError", "errorMessage": message, "trace": trace}
    log = [
        "START RequestId: 1 Version: 7",
        f"2026-01-31T10:00:00.000Z\t1\tERROR\tInvoke Error {json.dumps(error)}",
        "END RequestId: 1",
    ]
    told = _last_invocation(log)
    assert told == (
        "2026-01-31T10:00:00.000Z\t1\tERROR\tInvoke Error",
        "Runtime.ImportModuleError: Error: Cannot find module 'nowhere'",
        "Require stack:",
        "- /var/task/app.js",
        "Error: Cannot find module 'nowhere'",
        "    at Object.<anonymous> (/var/task/app.js:1:1)",
    )
    assert is_grave(told)
    forged = 'x\t1\tERROR\tInvoke Error {"errorType": 1}'
    assert _last_invocation([log[0], forged]) == (forged,)
