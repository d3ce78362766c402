"""Resources that a plan would make and that exist: what an apply began and did not write into the state.

Terraform looks at what its state has alone. It would make them again, and AWS refuse it in the middle of the apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.apply.asking import Aws, UnansweredError, in_parallel
from tfgen.plan.change import Change

_US_EAST_1 = "us-east-1"
"""Where services are asked that know no regions."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A resource that exists, and of which the state knows nothing."""

    address: str
    type: str
    region: str
    import_id: str
    status: str = ""
    """What AWS says of it, where it says something."""


Found = tuple[str, str]
"""By what Terraform imports it, and its status."""
_LookUp = Callable[[Aws, str, Mapping[str, Any]], Found | None]
"""Looks in a region for what is to be there. Import ids are those of the provider's documentation."""


def existing(
    plan_changes: Iterable[Change], place: Callable[[Change], str], aws: Aws
) -> tuple[list[Existing], list[str]]:
    """What exists of what is to be made, and what could not be looked up."""
    every = list(plan_changes)
    standing = {_name(change.type, place(change), change.before) for change in every if change.before}
    asked = [
        change
        for change in every
        if change.is_new
        and not change.imports
        and change.type in LOOK_UPS
        and _name(change.type, place(change), change.after) not in standing
    ]
    answers = in_parallel(lambda change: _look_up(change, place(change), aws), asked)
    found = [each for each in answers if isinstance(each, Existing)]
    return found, [str(each) for each in answers if isinstance(each, UnansweredError)]


def _name(kind: str, region: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    return kind, region, *(str(values.get(key) or "") for key in _NAMES)


_NAMES = ("function_name", "global_table_arn", "bucket", "domain_name", "name", "type", "set_identifier")
"""What AWS tells resources of a type apart by."""


def _look_up(change: Change, region: str, aws: Aws) -> Existing | None:
    where = region if region not in ("", "global") else _US_EAST_1
    try:
        found = LOOK_UPS[change.type](aws, where, change.after)
    except (AttributeError, KeyError, TypeError, ValueError):  # unknown until the apply: so it is not there
        return None
    return Existing(change.address, change.type, where, *found) if found else None


def _table(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    told = aws.ask("dynamodb", region, "describe_table", TableName=after["name"])
    return (after["name"], told["Table"]["TableStatus"]) if told else None


def _replica(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    """https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table_replica#import"""
    *_, home, _, table = after["global_table_arn"].split(":")
    name = table.removeprefix("table/")
    told = aws.ask("dynamodb", home, "describe_table", TableName=name)
    for replica in told["Table"].get("Replicas", ()) if told else ():
        if replica["RegionName"] == region:
            return f"{name}:{home}", replica.get("ReplicaStatus", "")
    return None


def _function(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    name = after["function_name"]
    told = aws.ask("lambda", region, "get_function_configuration", FunctionName=name)
    return (name, told.get("State", "")) if told else None


def _alias(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    function, name = after["function_name"].rpartition(":")[2], after["name"]
    told = aws.ask("lambda", region, "get_alias", FunctionName=function, Name=name)
    return (f"{function}/{name}", "") if told else None


def _log_group(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    name = after["name"]
    told = aws.ask("logs", region, "describe_log_groups", logGroupNamePrefix=name)
    groups = told["logGroups"] if told else ()
    return (name, "") if any(group["logGroupName"] == name for group in groups) else None


def _role(aws: Aws, _: str, after: Mapping[str, Any]) -> Found | None:
    return (after["name"], "") if aws.ask("iam", _US_EAST_1, "get_role", RoleName=after["name"]) else None


def _queue(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    told = aws.ask("sqs", region, "get_queue_url", QueueName=after["name"])
    return (told["QueueUrl"], "") if told else None


def _secret(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    told = aws.ask("secretsmanager", region, "describe_secret", SecretId=after["name"])
    return (told["ARN"], "to be deleted" if told.get("DeletedDate") else "") if told else None


def _bucket(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
    return (after["bucket"], "") if aws.ask("s3", region, "head_bucket", Bucket=after["bucket"]) else None


def _domain_name(service: str) -> _LookUp:
    def look_up(aws: Aws, region: str, after: Mapping[str, Any]) -> Found | None:
        name = after["domain_name"]
        key = "DomainName" if service == "apigatewayv2" else "domainName"
        told = aws.ask(service, region, "get_domain_name", **{key: name})
        return (name, "") if told else None

    return look_up


def _record(aws: Aws, _: str, after: Mapping[str, Any]) -> Found | None:
    if after.get("allow_overwrite"):
        return None
    zone, name, kind = after["zone_id"], after["name"].rstrip(".").lower(), after["type"]
    of_set = after.get("set_identifier") or ""
    start = {"StartRecordName": name, "StartRecordType": kind}
    start |= {"StartRecordIdentifier": of_set} if of_set else {}
    told = aws.ask(
        "route53", _US_EAST_1, "list_resource_record_sets", HostedZoneId=zone, MaxItems="1", **start
    )
    for record in told["ResourceRecordSets"] if told else ():
        there = (
            record["Name"].rstrip(".").replace("\\052", "*"),
            record["Type"],
            record.get("SetIdentifier", ""),
        )
        if there == (name, kind, of_set):
            return "_".join(filter(None, (zone, name, kind, of_set))), ""
    return None


LOOK_UPS: Mapping[str, _LookUp] = {
    "aws_api_gateway_domain_name": _domain_name("apigateway"),
    "aws_apigatewayv2_domain_name": _domain_name("apigatewayv2"),
    "aws_cloudwatch_log_group": _log_group,
    "aws_dynamodb_table": _table,
    "aws_dynamodb_table_replica": _replica,
    "aws_iam_role": _role,
    "aws_lambda_alias": _alias,
    "aws_lambda_function": _function,
    "aws_route53_record": _record,
    "aws_s3_bucket": _bucket,
    "aws_secretsmanager_secret": _secret,
    "aws_sqs_queue": _queue,
}
"""Those of which AWS takes no second of a name."""
