"""What made-up values can be the cause of, and what they cannot."""

from __future__ import annotations

import pytest

from tfgen.rehearse.evidence import is_grave


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
