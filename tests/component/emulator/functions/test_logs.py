"""What functions print, kept here and in CloudWatch Logs."""

from __future__ import annotations

from tests.component.emulator.functions.aws import ACCOUNT, ALL, REGION, Aws

CODE = "def main(e, c): print('said', e)"
GROUP = "/aws/lambda/f"
LOGS = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"


def _stored(aws: Aws) -> list[str]:
    events = aws.client("logs").filter_log_events(logGroupName=GROUP)["events"]
    return [event["message"] for event in events]


def test_lines_go_to_the_log_group(aws: Aws) -> None:
    aws.client("logs").create_log_group(logGroupName=GROUP)
    statement = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": f"{LOGS}:*",
    }
    aws.function("f", CODE, Role=aws.role("logs", statement))
    lines = [*aws.invoke("f", 1).logs, *aws.invoke("f", 2).logs]
    assert _stored(aws) == lines
    assert [line.split()[0] for line in lines] == ["START", "said", "END", "REPORT"] * 2
    streams = aws.client("logs").describe_log_streams(logGroupName=GROUP)["logStreams"]
    assert len(streams) == 1
    assert "/[$LATEST]" in streams[0]["logStreamName"]


def test_so_do_those_of_a_handler_that_cannot_be_loaded(aws: Aws) -> None:
    aws.client("logs").create_log_group(logGroupName=GROUP)
    aws.function("f", "print('loading'); import nowhere")
    lines = [*aws.invoke("f").logs, *aws.invoke("f").logs]
    assert lines.count("loading") == 2
    assert sorted(_stored(aws)) == sorted(lines)
    assert len(aws.client("logs").describe_log_streams(logGroupName=GROUP)["logStreams"]) == 2


def test_a_role_that_may_not_log_does_not(aws: Aws) -> None:
    aws.client("logs").create_log_group(logGroupName=GROUP)
    statement = {**ALL, "Action": "logs:*", "Resource": f"{LOGS}-other:*"}
    aws.function("f", CODE, Role=aws.role("logs", statement))
    aws.invoke("f", 1)
    assert _stored(aws) == []
    assert "said 1" in aws.functions.recent_logs(REGION, "f")


def test_without_a_group_none_is_made(aws: Aws) -> None:
    aws.function("f", CODE)
    aws.invoke("f", 1)
    assert aws.client("logs").describe_log_groups()["logGroups"] == []


def test_neither_keeps_more_than_it_should(aws: Aws) -> None:
    aws.client("logs").create_log_group(logGroupName=GROUP)
    aws.function("f", "def main(e, c):\n    for n in range(900): print(n)")
    for _ in range(3):
        last = aws.invoke("f").logs
    assert aws.functions.recent_logs(REGION, "f") == last[-500:]
    stored = _stored(aws)
    assert len(stored) == 2000
    assert tuple(stored[-len(last) :]) == last


def test_regions_and_functions_have_logs_of_their_own(aws: Aws) -> None:
    aws.function("f", CODE)
    aws.function("g", CODE)
    aws.invoke("f", 1)
    aws.invoke("g", 2)
    assert "said 1" in aws.functions.recent_logs(REGION, "f")
    assert "said 1" not in aws.functions.recent_logs(REGION, "g")
    assert aws.functions.recent_logs("us-east-1", "f") == ()
