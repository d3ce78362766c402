"""What AWS has that a plan does not reckon with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.specs import dump, read
from tfgen.apply.asking import Aws, UnansweredError
from tfgen.apply.leftovers import findings, is_first, left
from tfgen.diagnostics import Diagnostic, Severity

SPEC = {
    "tfgen": 1,
    "service": "shop",
    "regions": ["eu-west-1", "us-east-1"],
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"orders": {"key": {"id": "S"}}},
    "functions": {"get": {"handler": "get.main", "http": "GET /get", "access": {"orders": "read"}}},
}
REPLICA = "module.table_orders_us_east_1.aws_dynamodb_table_replica.this"
FUNCTION = 'module.us_east_1.module.function["get"].aws_lambda_function.this'
LOGS = 'module.us_east_1.module.function["get"].aws_cloudwatch_log_group.this'
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders"
STANDS = {"function_name": "shop-get", "publish": True, "version": "3"}
CONFIGURATION = {"CodeSha256": "a", "MemorySize": 128, "Environment": {"Variables": {"KEY": "a secret"}}}


class Answers(Aws):
    """AWS, of which is known what it answers, by call and region."""

    def __init__(self, **answers: Any) -> None:
        super().__init__()
        self.answers = answers
        self.asked: list[tuple[str, str, Mapping[str, Any]]] = []

    def ask(self, _: str, region: str, call: str, /, **arguments: Any) -> dict[str, Any] | None:
        self.asked.append((call, region, arguments))
        answer = self.answers.get(call)
        if isinstance(answer, Exception):
            raise answer
        found: dict[str, Any] | None = answer(arguments) if callable(answer) else answer
        return found


def _change(address: str, *actions: str, **more: Any) -> dict[str, Any]:
    change = {"actions": list(actions), "before": None, "after": None, **more}
    kind = next(part for part in address.split(".") if part.startswith("aws_"))
    return {"mode": "managed", "type": kind, "address": address, "change": change}


def _found(aws: Answers, *changes: dict[str, Any]) -> list[Diagnostic]:
    source, stack = read(dump(SPEC))
    found = left({"resource_changes": list(changes)}, stack, aws)
    return list(findings(found, stack, source, Path("build")))


def _codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def test_a_replica_that_the_state_does_not_know_is_found_with_its_import() -> None:
    replicas = [{"RegionName": "us-east-1", "ReplicaStatus": "CREATING"}]
    aws = Answers(describe_table={"Table": {"Replicas": replicas}})
    (found,) = _found(aws, _change(REPLICA, "create", after={"global_table_arn": ARN}))
    assert (found.code, found.severity, found.address) == ("TFG711", Severity.ERROR, REPLICA)
    assert aws.asked == [("describe_table", "eu-west-1", {"TableName": "shop-orders"})]
    assert "in us-east-1" in found.message
    assert found.span
    assert found.span.line == 10
    assert found.hint
    assert f"`terraform -chdir=build import {REPLICA} shop-orders:eu-west-1`" in found.hint
    assert "ACTIVE" in found.hint


@pytest.mark.parametrize(
    "after",
    [{"global_table_arn": ARN}, {}, {"global_table_arn": "no ARN"}, {"global_table_arn": None}],
)
def test_a_replica_that_is_not_there_is_none(after: dict[str, Any]) -> None:
    aws = Answers(describe_table={"Table": {"Replicas": [{"RegionName": "eu-west-2"}]}})
    assert _found(aws, _change(REPLICA, "create", after=after)) == []


@pytest.mark.parametrize("actions", [("no-op",), ("update",), ("delete",), ("delete", "create")])
def test_what_is_not_new_is_not_looked_up(actions: tuple[str, ...]) -> None:
    aws = Answers(describe_table={"Table": {"Replicas": [{"RegionName": "us-east-1"}]}})
    _found(aws, _change(REPLICA, *actions, before={"global_table_arn": ARN}, after={"global_table_arn": ARN}))
    assert aws.asked == []


def test_what_the_state_has_under_another_address_is_no_leftover() -> None:
    aws = Answers(describe_log_groups={"logGroups": [{"logGroupName": "/aws/lambda/shop-get"}]})
    named = {"name": "/aws/lambda/shop-get"}
    new = _change(LOGS, "create", after=named)
    assert _codes(_found(aws, new)) == ["TFG711"]
    assert _found(aws, new, _change(LOGS.replace("this", "old"), "delete", before=named)) == []
    others = Answers(describe_log_groups={"logGroups": [{"logGroupName": "/aws/lambda/shop-get-2"}]})
    assert _found(others, new) == []


def test_words_for_a_shell_are_quoted() -> None:
    aws = Answers(get_function_configuration={"State": "Active"})
    (found,) = _found(aws, _change(FUNCTION, "create", after={"function_name": "shop-get; rm"}))
    assert found.hint
    assert f"import '{FUNCTION}' 'shop-get; rm'" in found.hint


def _versions(**latest: Any) -> Answers:
    told = {**CONFIGURATION, **latest, "Version": "$LATEST", "RevisionId": "x"}
    published = {**CONFIGURATION, "Version": "3", "Layers": []}
    return Answers(get_function_configuration=lambda asked: published if "Qualifier" in asked else told)


def test_a_function_that_was_changed_and_not_published_is_found() -> None:
    stays = _change(FUNCTION, "no-op", before=STANDS, after=STANDS)
    assert _found(_versions(), stays) == []
    environment = {"Variables": {"KEY": "another secret"}}
    (found,) = _found(_versions(MemorySize=256, Environment=environment), stays)
    assert (found.code, found.severity, found.address) == ("TFG712", Severity.ERROR, FUNCTION)
    assert "Environment and MemorySize than its version 3" in found.message
    assert found.hint
    assert "`aws lambda publish-version --region us-east-1 --function-name shop-get`" in found.hint
    assert "secret" not in found.message + found.hint
    (of_code,) = _found(_versions(CodeSha256="b"), stays)
    assert "CodeSha256" in of_code.message


@pytest.mark.parametrize(
    "change",
    [
        _change(FUNCTION, "update", before=STANDS, after=STANDS, after_unknown={"version": True}),
        _change(FUNCTION, "delete", before=STANDS),
        _change(FUNCTION, "no-op", before={**STANDS, "publish": False}, after=STANDS),
        _change(FUNCTION, "no-op", before={**STANDS, "version": "$LATEST"}, after=STANDS),
    ],
)
def test_a_function_that_the_plan_publishes_is_not_asked_for(change: dict[str, Any]) -> None:
    aws = _versions(MemorySize=256)
    assert _found(aws, change) == []
    assert aws.asked == []


def test_a_plan_is_the_first_if_nothing_is_there() -> None:
    new = _change(FUNCTION, "create", after=STANDS)
    assert is_first({"resource_changes": [new]})
    assert not is_first(
        {"resource_changes": [new, _change(LOGS, "no-op", before={"name": "a"}, after={"name": "a"})]}
    )


def test_a_question_without_an_answer_is_said_once_for_all() -> None:
    aws = Answers(get_function_configuration=UnansweredError("lambda:x in us-east-1: AccessDeniedException"))
    here = FUNCTION.replace("us_east_1", "eu_west_1")
    found = _found(aws, *(_change(each, "no-op", before=STANDS, after=STANDS) for each in (FUNCTION, here)))
    assert [(each.code, each.severity) for each in found] == [("TFG713", Severity.WARNING)]
    assert found[0].message.count("AccessDenied") == 1
