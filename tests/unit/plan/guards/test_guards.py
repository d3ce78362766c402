"""Guards on the plans of any Terraform: a plan that breaks each, and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, read, stack_of
from tests.unit.render.kinds.test_module import SPEC, STACK
from tfgen.plan.guards.guards import of_any
from tfgen.plan.guards.holding import LOST
from tfgen.plan.guards.protection import GUARDING, SETTINGS
from tfgen.plan.review import findings, review

REPLACED = ("delete", "create")


def change(
    kind: str, *actions: str, name: str = "x", before: Any = None, after: Any = None, **more: Any
) -> dict[str, Any]:
    """A change of a plan; `unknown`, `reason`, `causes` and `deposed` as well."""
    told = {"actions": list(actions), "before": before, "after": after}
    told["after_unknown"] = more.get("unknown", {})
    told["replace_paths"] = [[cause] for cause in more.get("causes", ())]
    of = {"mode": "managed", "type": kind, "address": more.get("address", f"{kind}.{name}"), "change": told}
    for key, value in (("action_reason", more.get("reason")), ("deposed", more.get("deposed"))):
        of |= {key: value} if value else {}
    return of


def told(*changes: dict[str, Any], **plan: Any) -> list[tuple[str, str]]:
    """The codes and severities of what is found in a plan of any Terraform."""
    return [(each.code, each.severity.value) for each in of_any({"resource_changes": list(changes), **plan})]


def updated(kind: str, before: dict[str, Any], after: dict[str, Any], **more: Any) -> dict[str, Any]:
    return change(kind, "update", before=before, after=after, **more)


NO_BLOCK = "delete_because_no_resource_config"
ON = {"deletion_protection": True}
LATENCY = {
    "name": "api.example.com", "set_identifier": "us", "type": "A", "health_check_id": "hc",
    "alias": [{"name": "d-1.example.com"}], "latency_routing_policy": [{"region": "us-east-1"}],
}  # fmt: skip
CHECK = {"id": "hc", "disabled": False, "invert_healthcheck": False}
WEIGHTLESS = {**LATENCY, "weighted_routing_policy": [{"weight": 0}]}
GLOBAL = {"arn": "arn:t", "stream_enabled": True}
REPLICA = {"global_table_arn": "arn:t"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([change("aws_db_instance", *REPLACED, before={"id": "a"}, causes=["engine"])], [("TFG406", "error")]),
        ([change("aws_s3_bucket", "create", "delete", before={"id": "a"})], [("TFG406", "error")]),
        ([change("aws_efs_file_system", "delete", before={}, reason=NO_BLOCK)], [("TFG406", "warning")]),
        ([change("aws_kms_key", "delete", before={}, reason="delete_because_each_key")], [("TFG406", "error")]),
        ([change("aws_ebs_volume", "delete", before={}, deposed="00000001")], [("TFG406", "error")]),
        ([change("aws_sqs_queue", *REPLACED, before={"id": "a"})], [("TFG406", "warning")]),
        ([change("aws_s3_bucket", "forget", before={"id": "a"})], []),
        ([change("aws_s3_bucket", "create", after={})], []),
        ([change("aws_lambda_function", *REPLACED, before={"id": "a"})], []),
        ([updated("aws_dynamodb_table", GLOBAL, {"stream_enabled": False}), change("aws_dynamodb_table_replica", "delete", before=REPLICA, reason=NO_BLOCK)], [("TFG407", "error"), ("TFG406", "warning")]),
        ([updated("aws_dynamodb_table", {**GLOBAL, "replica": [{}]}, {"stream_enabled": False})], [("TFG407", "error")]),
        ([updated("aws_dynamodb_table", {**GLOBAL, "replica": [{}]}, {}, unknown={"stream_enabled": True})], []),
        ([updated("aws_dynamodb_table", GLOBAL, {"stream_enabled": False})], []),
        ([updated("aws_dynamodb_table", {**GLOBAL, "replica": [{}]}, GLOBAL)], []),
        ([updated("aws_rds_cluster", ON, {"deletion_protection": False})], [("TFG408", "warning")]),
        ([updated("aws_rds_cluster", ON, {}, unknown={"deletion_protection": True})], [("TFG408", "note")]),
        ([updated("aws_rds_cluster", ON, {}, unknown=True)], [("TFG408", "note")]),
        ([updated("aws_rds_cluster", {"deletion_protection": False}, ON)], []),
        ([updated("aws_rds_cluster", {}, {"deletion_protection": False})], []),
        ([updated("aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 0})], [("TFG408", "warning")]),
        ([updated("aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 3})], []),
        ([updated("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": True}]}, {"point_in_time_recovery": [{"enabled": False}]})], [("TFG408", "warning")]),
        ([updated("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": True}]}, {"point_in_time_recovery": []})], [("TFG408", "warning")]),
        ([updated("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": True}]}, {"point_in_time_recovery": [{}]}, unknown={"point_in_time_recovery": [{"enabled": True}]})], [("TFG408", "note")]),
        ([updated("aws_cognito_user_pool", {"deletion_protection": "ACTIVE"}, {"deletion_protection": "INACTIVE"})], [("TFG408", "warning")]),
        ([updated("aws_cognito_user_pool", {"deletion_protection": "INACTIVE"}, {"deletion_protection": "INACTIVE"})], []),
        ([change("aws_s3_bucket_versioning", "delete", before={"bucket": "b"})], [("TFG408", "warning")]),
        ([change("aws_s3_bucket_versioning", "delete", before={"bucket": "b"}), change("aws_s3_bucket", "delete", before={"bucket": "b"}, reason=NO_BLOCK)], [("TFG406", "warning")]),
        ([change("aws_route53_record", "delete", before=LATENCY), change("aws_route53_health_check", "delete", before=CHECK)], [("TFG409", "warning")]),
        ([change("aws_route53_record", "delete", before=LATENCY), change("aws_route53_health_check", "no-op", before={**CHECK, "disabled": True, "invert_healthcheck": True}, after=CHECK)], []),
        ([change("aws_route53_record", "delete", before=WEIGHTLESS), change("aws_route53_health_check", "delete", before=CHECK)], []),
        ([change("aws_route53_record", "delete", before=LATENCY)], [("TFG422", "warning")]),
        ([updated("aws_route53_record", LATENCY, {**LATENCY, "alias": [{"name": "d-2.example.com"}]})], [("TFG422", "warning")]),
        ([updated("aws_route53_record", LATENCY, {**LATENCY, "alias": [{}]}, unknown={"alias": [{"name": True}]})], [("TFG422", "note")]),
        ([updated("aws_route53_record", LATENCY, {**LATENCY, "alias": [{"name": "D-1.example.com."}], "ttl": 5})], []),
        ([updated("aws_route53_record", {**LATENCY, "alias": [], "records": ["1", "2"]}, {**LATENCY, "alias": [], "records": ["2", "1"]})], []),
        ([change("aws_route53_record", "delete", before={"name": "x"})], []),
        ([change("aws_acm_certificate", *REPLACED, before={})], [("TFG433", "error")]),
        ([change("aws_acm_certificate", "create", "delete", before={})], []),
        ([change("aws_rds_cluster", "delete", before=ON, reason=NO_BLOCK)], [("TFG406", "warning"), ("TFG435", "warning")]),
        ([change("aws_lb", "delete", before={"enable_deletion_protection": True})], [("TFG435", "warning")]),
        ([change("aws_lb", "delete", before={"enable_deletion_protection": False})], []),
        ([change("aws_db_instance", "delete", before={"skip_final_snapshot": False}, reason=NO_BLOCK)], [("TFG406", "warning"), ("TFG435", "warning")]),
        ([change("aws_db_instance", "delete", before={"skip_final_snapshot": False, "final_snapshot_identifier": "last"}, reason=NO_BLOCK)], [("TFG406", "warning")]),
        ([change("aws_s3_bucket", "delete", before={"force_destroy": False}, reason=NO_BLOCK)], [("TFG406", "warning"), ("TFG435", "warning")]),
    ],
)  # fmt: skip
def test_what_is_told(changes: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert sorted(told(*changes)) == sorted(expected)


def test_a_plan_that_is_not_complete_needs_another() -> None:
    assert told(complete=False) == [("TFG435", "warning")]
    assert told(complete=True) == told(complete=False, errored=True) == told() == []


def test_why_something_is_replaced_is_said() -> None:
    cause = of_any(
        {"resource_changes": [change("aws_db_instance", *REPLACED, before={}, causes=["kms_key_id"])]}
    )
    asked = of_any(
        {"resource_changes": [change("aws_db_instance", *REPLACED, before={}, reason="replace_by_request")]}
    )
    assert "because `kms_key_id` cannot be changed, with data" in cause[0].message
    assert "`-replace`" in asked[0].message
    assert (cause[0].address, cause[0].span) == ("aws_db_instance.x", None)


def test_no_value_of_a_plan_is_told() -> None:
    secret = "hunter2-hunter2"
    plan = [
        updated(
            "aws_rds_cluster",
            {**ON, "master_password": secret},
            {"deletion_protection": False, "master_password": secret},
        ),
        updated("aws_route53_record", {**LATENCY, "records": [secret]}, {**LATENCY, "records": ["other"]}),
        change("aws_db_instance", "delete", before={"password": secret, "deletion_protection": True}),
    ]
    assert secret not in repr(of_any({"resource_changes": plan}))
    assert len(of_any({"resource_changes": plan})) == 4


@pytest.mark.parametrize("odd", [None, [], [[]], "text", 7, {"enabled": {}}, [None], [{"enabled": []}]])
@pytest.mark.parametrize("kind", sorted({*SETTINGS, *GUARDING, "aws_route53_record", "aws_dynamodb_table"}))
def test_odd_values_are_no_failure(kind: str, odd: Any) -> None:
    names = {each.path.partition(".")[0] for each in SETTINGS.get(kind, ())}
    names |= {
        "set_identifier",
        "alias",
        "records",
        "weighted_routing_policy",
        "health_check_id",
        "stream_enabled",
        "bucket",
    }
    sides = dict.fromkeys(names, odd)
    told(
        updated(kind, sides, {}), change(kind, "delete", before=sides), updated(kind, {}, sides, unknown=odd)
    )


def test_types_are_those_of_the_provider() -> None:
    assert all(kind.startswith("aws_") for kind in (*LOST, *SETTINGS, *GUARDING))
    assert LOST["aws_sqs_queue"] == "messages"


def test_of_a_spec_what_protects_is_told_at_its_line() -> None:
    address = "module.table_keyvalues_eu_central_1.aws_dynamodb_table.this"
    on = {"name": "keyvalue-keyvalues", "deletion_protection_enabled": True}
    off = {**on, "deletion_protection_enabled": False}
    plan = {
        "resource_changes": [change("aws_dynamodb_table", "update", before=on, after=off, address=address)]
    }
    (found,) = findings(plan, stack_of(example("keyvalue")))
    assert (found.code.id, found.path) == ("TFG408", ("tables", "keyvalues"))


def test_of_a_spec_own_modules_alone_are_looked_at_as_any_terraform() -> None:
    made = change(
        "aws_sqs_queue", "delete", before={"name": "q"}, address="module.queue_x.aws_sqs_queue.this"
    )
    own = change(
        "aws_lb",
        "delete",
        before={"enable_deletion_protection": True},
        address="module.own_news_eu_west_1.aws_lb.this",
    )
    found = review({"resource_changes": [made, own]}, STACK, read(SPEC)[0])
    assert [each.code for each in found if each.code != "TFG404"] == ["TFG435"]
    assert found[-1].span, "at the module that has it"


def test_one_plan_must_not_reach_several_waves() -> None:
    state = {"layout": "per-region", "bucket": "acme", "region": "eu-west-1"}
    spec = {**example("hello"), "state": state, "waves": [["eu-west-1"], ["us-east-1"]]}
    here, there = (
        change("aws_lambda_alias", "update", before={}, after={}, address=f"module.{name}.aws_lambda_alias.x")
        for name in ("eu_west_1", "us_east_1")
    )
    (found,) = findings({"resource_changes": [here, there]}, stack_of(spec))
    assert (found.code.id, found.path) == ("TFG432", ("waves",))
    assert findings({"resource_changes": [here]}, stack_of(spec)) == []
    assert (
        findings(
            {"resource_changes": [here, {**there, "change": {**there["change"], "actions": ["no-op"]}}]},
            stack_of(spec),
        )
        == []
    )
    assert findings({"resource_changes": [here, there]}, stack_of(example("hello"))) == []
