"""What a plan does by the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.specs import dump, example, read, stack_of
from tfgen.plan.fingerprint import fingerprint
from tfgen.plan.review import findings, review
from tfgen.plan.reviewed import Finding
from tfgen.plan.run import Planned
from tfgen.plan.summary import summarise
from tfgen.plan.table import table

TABLE = "module.table_keyvalues_eu_central_1.aws_dynamodb_table.this"
REPLICA = "module.table_keyvalues_us_west_2.aws_dynamodb_table_replica.this"
IN_HOME = "module.eu_central_1.module."
NAMED = {"name": "keyvalue-keyvalues", "arn": ""}


def _change(address: str, *actions: str, before: Any = NAMED, after: Any = None) -> dict[str, Any]:
    change = {"actions": list(actions), "before": before, "after": after}
    kind = address.split(".")[-2]
    return {"mode": "managed", "type": kind, "address": address, "change": change}


def _plan(address: str, *actions: str, before: Any = NAMED, after: Any = None) -> dict[str, Any]:
    return {"resource_changes": [_change(address, *actions, before=before, after=after)]}


def _found(plan: dict[str, Any], spec: dict[str, Any] | None = None) -> list[Finding]:
    return findings(plan, stack_of(spec or example("keyvalue")))


def _told(plan: dict[str, Any], spec: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    return [(each.code.id, each.severity or each.code.severity) for each in _found(plan, spec)]


def _retiring(name: str) -> dict[str, Any]:
    spec = example(name)
    spec["regions"].remove("us-west-2")
    return {**spec, "retiring": ["us-west-2"]}


@pytest.mark.parametrize("actions", [("delete",), ("delete", "create"), ("create", "delete")])
def test_a_table_that_the_spec_still_has_must_not_go(actions: tuple[str, ...]) -> None:
    assert _told(_plan(TABLE, *actions)) == [("TFG402", "error")]


def test_a_table_that_gets_another_name_loses_its_data() -> None:
    renamed = _plan(TABLE, "create", "delete", before={"name": "other"}, after=NAMED)
    assert _told(renamed) == [("TFG402", "error")]


@pytest.mark.parametrize("actions", [("create",), ("update",), ("no-op",)])
def test_a_table_that_stays_is_no_finding(actions: tuple[str, ...]) -> None:
    assert _told(_plan(TABLE, *actions, after=NAMED)) == []


def test_a_table_that_is_forgotten_in_a_role_stays() -> None:
    ttl = [{"enabled": True, "attribute_name": "expires"}]
    before = {**NAMED, "deletion_protection_enabled": True, "stream_enabled": True, "ttl": ttl}
    assert _told(_plan(TABLE, "forget", before=before)) == []


def test_a_replica_may_go_with_its_region() -> None:
    assert _told(_plan(REPLICA, "delete"), _retiring("keyvalue")) == []


def test_a_region_that_stays_must_not_lose_its_replica() -> None:
    arn = {"global_table_arn": "arn:aws:dynamodb:eu-central-1:123456789012:table/keyvalue-keyvalues"}
    assert _told(_plan(REPLICA, "delete", before=arn)) == [("TFG402", "error")]
    assert _told(_plan(REPLICA, "delete", "create", before=arn)) == [("TFG405", "warning")]


def test_what_is_meant_to_go_is_a_warning() -> None:
    retiring = "module.table_keyvalues_us_west_2.aws_dynamodb_table.this"
    assert _told(_plan(retiring, "delete"), _retiring("keyvalue-2017")) == [("TFG402", "warning")]
    assert _told(_plan(TABLE, "delete"), example("hello")) == [("TFG402", "warning")]


def test_a_table_may_go_whose_name_another_starts_with() -> None:
    spec = example("keyvalue")
    spec["tables"] = {"orders": {"key": {"id": "S"}}}
    spec["functions"] = {"health": {"handler": "health.main", "http": "GET /health"}}
    archive = "module.table_orders_archive_eu_central_1.aws_dynamodb_table.this"
    gone = _plan(archive, "delete", before={"name": "keyvalue-orders-archive"})
    assert _told(gone, spec) == [("TFG402", "warning")]


def test_a_replica_of_a_table_that_stands_takes_hours_and_tells_its_import_block() -> None:
    changes = [_change(TABLE, "update", after=NAMED), _change(REPLICA, "create", before=None, after=NAMED)]
    [found] = _found({"resource_changes": changes})
    assert (found.code.id, found.path) == ("TFG410", ("tables", "keyvalues"))
    assert found.hint and f'`to = {REPLICA}` and `id = "keyvalue-keyvalues:eu-central-1"`' in found.hint


def test_a_replica_that_is_made_with_its_table_is_no_finding() -> None:
    new = [_change(TABLE, "create", before=None), _change(REPLICA, "create", before=None)]
    assert _found({"resource_changes": new}) == []


@pytest.mark.parametrize("address", [TABLE, REPLICA])
def test_what_is_protected_cannot_go(address: str) -> None:
    protected = {"name": "old", "deletion_protection_enabled": True}
    assert ("TFG403", "error") in _told(_plan(address, "delete", before=protected), _retiring("keyvalue"))


def _table(**settings: Any) -> dict[str, Any]:
    return {**NAMED, "attribute": [{"name": "key", "type": "S"}], **settings}


def test_a_key_keeps_its_type_though_terraform_sees_no_difference() -> None:
    number = _table(attribute=[{"name": "key", "type": "N"}])
    (found,) = _found(_plan(TABLE, "no-op", before=number, after=number))
    assert (found.code.id, found.path) == ("TFG403", ("tables", "keyvalues"))
    assert "of type N in AWS" in found.message


def test_a_local_index_keeps_its_projection() -> None:
    spec = example("keyvalue")
    table = spec["tables"]["keyvalues"]
    table["key"] = {"key": "S", "at": "N"}
    table["indexes"] = {"by-a": {"local": True, "key": {"key": "S", "a": "S"}, "project": ["x"]}}
    index = {"name": "by-a", "range_key": "a", "projection_type": "INCLUDE", "non_key_attributes": ["x"]}
    same = _table(local_secondary_index=[index])
    other = _table(local_secondary_index=[{**index, "non_key_attributes": ["x", "y"]}])
    assert _told(_plan(TABLE, "no-op", before=same, after=same), spec) == []
    assert _told(_plan(TABLE, "no-op", before=other, after=other), spec) == [("TFG403", "error")]


def _ttl(attribute: str) -> dict[str, Any]:
    return _table(ttl=[{"attribute_name": attribute, "enabled": bool(attribute)}])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "expires", []),
        ("expires", "gone", [("TFG403", "error")]),
        ("expires", "", [("TFG403", "error")]),
        ("expires", "expires", []),
    ],
)
def test_ttl_that_is_active_does_not_change(before: str, after: str, told: list[tuple[str, str]]) -> None:
    plan = _plan(TABLE, "update", before=_ttl(before), after=_ttl(after))
    assert _told(plan) == told
    assert not told or "AttributeName=expires,Enabled=false" in str(_found(plan)[0].hint)


def _keyed(arn: str) -> dict[str, Any]:
    return _table(server_side_encryption=[{"enabled": bool(arn), "kms_key_arn": arn}])


@pytest.mark.parametrize(
    ("before", "after", "regions", "told"),
    [
        ("", "one", 3, [("TFG403", "error")]),
        ("one", "other", 3, [("TFG403", "error")]),
        ("one", "", 3, [("TFG408", "warning")]),
        ("one", "other", 1, []),
    ],
)
def test_a_table_with_replicas_gets_no_other_key(
    before: str, after: str, regions: int, told: list[tuple[str, str]]
) -> None:
    spec = example("keyvalue")
    spec["regions"] = spec["regions"][:regions]
    assert _told(_plan(TABLE, "update", before=_keyed(before), after=_keyed(after)), spec) == told


def test_a_table_that_becomes_provisioned_has_a_capacity_of_one_meanwhile() -> None:
    before, after = _table(billing_mode="PAY_PER_REQUEST"), _table(billing_mode="PROVISIONED")
    assert _told(_plan(TABLE, "update", before=before, after=after)) == [("TFG405", "warning")]
    assert _told(_plan(TABLE, "update", before=after, after=before)) == []


def test_a_capacity_and_a_stream_do_not_change_together() -> None:
    before = _table(billing_mode="PAY_PER_REQUEST", stream_enabled=False)
    after = _table(billing_mode="PROVISIONED", stream_enabled=True)
    assert _told(_plan(TABLE, "update", before=before, after=after)) == [
        ("TFG403", "error"),
        ("TFG405", "warning"),
    ]
    assert _told(_plan(TABLE, "update", before=after, after=before)) == []


@pytest.mark.parametrize(("code", "told"), [("new", [("TFG405", "warning")]), ("old", [])])
def test_an_index_that_goes_before_the_code_that_asks_it_is_told(
    code: str, told: list[tuple[str, str]]
) -> None:
    before = _table(global_secondary_index=[{"name": "by-a", "hash_key": "a"}])
    function = _change(
        f'{IN_HOME}function["get-key"].aws_lambda_function.this',
        "update",
        before={"source_code_hash": "old"},
        after={"source_code_hash": code},
    )
    changes = [_change(TABLE, "update", before=before, after=_table()), function]
    assert _told({"resource_changes": changes}) == told


def test_an_index_of_the_same_name_is_away_while_it_is_made_anew() -> None:
    index = {"name": "by-a", "hash_key": "a", "range_key": "", "projection_type": "ALL"}
    before = _table(global_secondary_index=[index])
    for change, told in (
        ({"hash_key": "b"}, 1),
        ({"projection_type": "KEYS_ONLY"}, 1),
        ({"write_capacity": 9}, 0),
    ):
        after = _table(global_secondary_index=[{**index, **change}])
        found = _told(_plan(TABLE, "update", before=before, after=after))
        assert found == [("TFG405", "warning")] * told


def test_messages_and_logs_that_go_are_told() -> None:
    queue = _plan(f'{IN_HOME}queue["jobs"].aws_sqs_queue.this', "delete", before={"name": "keyvalue-jobs"})
    assert _told(queue) == [("TFG404", "warning")]
    logs = _plan(
        f'{IN_HOME}function["old"].aws_cloudwatch_log_group.this', "delete", before={"name": "/aws/x"}
    )
    assert _told(logs) == [("TFG404", "note")]


@pytest.mark.parametrize(
    ("after", "code", "told"),
    [
        (["dynamodb:GetItem"], "new", [("TFG405", "warning")]),
        (["dynamodb:GetItem"], "old", []),
        (["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], "new", []),
    ],
)
def test_rights_that_go_before_the_code_that_uses_them_are_told(
    after: list[str], code: str, told: list[tuple[str, str]]
) -> None:
    def policy(actions: list[str]) -> dict[str, str]:
        return {"policy": json.dumps({"Statement": [{"Action": actions, "Resource": "arn"}]})}

    before = policy(["dynamodb:GetItem", "dynamodb:PutItem"])
    function = f'{IN_HOME}function["get-key"].'
    changes = [
        _change(f'{function}aws_iam_role_policy.this["own"]', "update", before=before, after=policy(after)),
        _change(
            f"{function}aws_lambda_function.this",
            "update",
            before={"source_code_hash": "old"},
            after={"source_code_hash": code},
        ),
    ]
    assert _told({"resource_changes": changes}) == told


@pytest.mark.parametrize(("disabled", "told"), [(False, [("TFG405", "warning")]), (True, [])])
def test_a_region_that_retires_is_drained_before(disabled: bool, told: list[tuple[str, str]]) -> None:
    check = "module.us_west_2.module.health.aws_route53_health_check.this"
    plan = _plan(check, "delete", before={"disabled": disabled})
    assert _told(plan, _retiring("keyvalue")) == told


def test_a_name_that_gives_way_to_another_is_told() -> None:
    domain = f"{IN_HOME}domain.aws_apigatewayv2_domain_name.this"
    before, after = {"domain_name": "old.example.com"}, {"domain_name": "keyvalue.example.com"}
    assert _told(_plan(domain, "delete", "create", before=before, after=after)) == [("TFG405", "warning")]


def _without_domain(**more: Any) -> dict[str, Any]:
    spec = {**example("keyvalue"), **more}
    del spec["routing"]  # names for each region beside it
    if not more:
        del spec["domain"]
    return spec


def test_a_domain_that_is_taken_away_is_lost_to_clients() -> None:
    domain = f"{IN_HOME}domain.aws_apigatewayv2_domain_name.this"
    plan = _plan(domain, "delete", before={"domain_name": "keyvalue.example.com"})
    existing = _without_domain(domain={"existing": "api.example.com"})
    for spec in (_without_domain(), existing):
        (found,) = _found(plan, spec)
        assert (found.code.id, found.path) == ("TFG427", None)
        assert "keyvalue.example.com answers no more in eu-central-1" in found.message
    assert _told(plan) == [], "the spec has it, and Terraform makes it anew"


def test_the_name_of_a_region_that_is_taken_away_is_lost_to_clients() -> None:
    address = f'{IN_HOME}own_domain["api"].aws_apigatewayv2_domain_name.this'
    (found,) = _found(_plan(address, "delete", before={"domain_name": "kv-eu-central-1.example.com"}))
    assert found.code.id == "TFG427"
    assert "kv-eu-central-1.example.com answers no more in eu-central-1" in found.message


def test_a_path_that_changes_or_goes_is_lost_to_clients() -> None:
    mapping = f'{IN_HOME}mapping["api"].aws_apigatewayv2_api_mapping.this'
    spec = _without_domain(domain={"existing": "api.example.com", "path": "kv"})
    before = {"domain_name": "api.example.com", "api_mapping_key": "keys"}
    (moved,) = _found(
        _plan(mapping, "update", before=before, after={**before, "api_mapping_key": "kv"}), spec
    )
    assert (moved.code.id, moved.path) == ("TFG428", ("domain",))
    assert moved.message == "api.example.com/keys leads to this service no more in eu-central-1"
    assert _told(_plan(mapping, "delete", before=before), _without_domain()) == [("TFG428", "warning")]
    own = f"{IN_HOME}domain.aws_apigatewayv2_api_mapping.this"
    same = {**before, "api_mapping_key": ""}
    assert _told(_plan(own, "update", before={**same, "stage": "a"}, after={**same, "stage": "b"})) == []


def test_records_that_change_their_type_or_zone_are_told_once() -> None:
    record = {"name": "keyvalue.example.com", "set_identifier": "eu-central-1", "zone_id": "Z1"}
    addresses = [f'aws_route53_record.eu_central_1["{kind}"]' for kind in ("A", "AAAA")]
    retyped = [_change(address, "delete", before=record) for address in addresses]
    retyped.append(_change("aws_route53_record.eu_central_1", "create", before=None, after=record))
    assert _told({"resource_changes": retyped}) == [("TFG405", "warning")]
    moved = {**record, "zone_id": "Z2"}
    rezoned = [_change(each, "delete", "create", before=record, after=moved) for each in addresses]
    assert _told({"resource_changes": rezoned}) == [("TFG405", "warning")]
    assert _told(_plan(addresses[0], "delete", before=record), _retiring("keyvalue")) == []


def _edge(**more: Any) -> dict[str, Any]:
    api = {"kind": "rest", "endpoint": "edge"}
    return {**example("hello"), "domain": "api.example.com", "regions": ["eu-west-1"], "api": api, **more}


EDGE_NAME = 'module.eu_west_1.module.edge_domain["api"].aws_api_gateway_domain_name.this'
REGIONAL_NAME = "module.eu_west_1.module.domain.aws_apigatewayv2_domain_name.this"


@pytest.mark.parametrize(("goes", "comes"), [(EDGE_NAME, REGIONAL_NAME), (REGIONAL_NAME, EDGE_NAME)])
def test_a_domain_that_changes_its_endpoint_does_not_answer_meanwhile(goes: str, comes: str) -> None:
    named = {"domain_name": "api.example.com"}
    changes = [
        _change(goes, "delete", before=named),
        _change(comes, "create", before=None, after=named),
    ]
    spec = _edge() if comes == EDGE_NAME else _edge(api={"kind": "rest"})
    (found,) = _found({"resource_changes": changes}, spec)
    assert (found.code.id, found.address) == ("TFG442", comes)
    other = [changes[0], _change(comes, "create", before=None, after={"domain_name": "other.example.com"})]
    assert "TFG442" not in [code for code, _ in _told({"resource_changes": other}, spec)]


def test_an_edge_domain_that_goes_is_lost_to_clients() -> None:
    gone = _plan(EDGE_NAME, "delete", before={"domain_name": "api.example.com"})
    spec = _edge()
    del spec["domain"]
    assert _told(gone, spec) == [("TFG427", "warning")]
    renamed = _plan(
        EDGE_NAME,
        "delete",
        "create",
        before={"domain_name": "old.example.com"},
        after={"domain_name": "api.example.com"},
    )
    assert _told(renamed, _edge()) == [("TFG405", "warning")]


@pytest.mark.parametrize("adds", [True, False])
def test_a_region_does_not_come_or_go_while_the_record_gets_or_loses_its_policy(adds: bool) -> None:
    plain = {"name": "api.example.com", "type": "A"}
    latency = {**plain, "latency_routing_policy": [{}]}
    home, other = 'aws_route53_record.eu_west_1["A"]', 'aws_route53_record.us_east_1["A"]'
    spec = {**_edge(api={"kind": "rest"}), "regions": ["eu-west-1", "us-east-1"]}
    if adds:
        changes = [
            _change(home, "update", before=plain, after=latency),
            _change(other, "create", before=None, after=latency),
        ]
    else:
        spec = _edge()
        changes = [
            _change(home, "update", before=latency, after=plain),
            _change(other, "delete", before=latency),
        ]
    assert _told({"resource_changes": changes}, spec) == [("TFG443", "warning")]
    assert _told({"resource_changes": changes[:1]}, spec) == []
    of_another_type = _change(
        'aws_route53_record.eu_west_1["AAAA"]', "create", before=None, after={**latency, "type": "AAAA"}
    )
    assert _told({"resource_changes": [changes[0], of_another_type]}, spec) == []


def test_a_finding_stands_where_the_spec_caused_it() -> None:
    source, stack = read(dump(example("keyvalue")))
    (found,) = review(_plan(TABLE, "delete", "create"), stack, source)
    assert found.span and "keyvalues" in source.text.splitlines()[found.span.line - 1]


def test_a_table_that_is_called_as_a_region_is_counted_where_it_is() -> None:
    spec = example("keyvalue")
    spec["regions"] = ["eu-west-1", "eu-west-3"]
    spec["tables"] = {"orders_eu_west_3": {"key": {"id": "S"}}}
    spec["functions"] = {"health": {"handler": "health.main", "http": "GET /health"}}
    stack = stack_of(spec)
    at_home = "module.table_orders_eu_west_3_eu_west_1.aws_dynamodb_table.this"
    assert summarise(_plan(at_home, "create"), stack).actions["eu-west-1"]["add"] == 1
    del spec["tables"]
    gone = _plan(
        "module.table_orders_eu_west_3.aws_dynamodb_table.this",
        "delete",
        before={"arn": "arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalue-orders"},
    )
    assert summarise(gone, stack_of(spec)).actions["eu-west-1"]["destroy"] == 1


def test_what_retires_is_counted_where_it_was() -> None:
    spec = example("keyvalue")
    spec["regions"].remove("us-west-2")
    spec["retiring"] = ["us-west-2"]
    found = summarise(_plan("module.us_west_2.aws_lambda_alias.live", "delete"), stack_of(spec))
    assert found.actions["us-west-2"]["destroy"] == 1
    assert not found.actions["global"]


def _importing(address: str, *actions: str, **more: Any) -> dict[str, Any]:
    change = _change(address, *actions, **more)
    change["change"] |= {"importing": {"id": "keyvalue-keyvalues"}}
    return change


def test_what_is_adopted_must_not_be_replaced() -> None:
    table = _importing(TABLE, "create", "delete")
    table["change"]["replace_paths"] = [["hash_key"], ["attribute", 0]]
    queue = _importing(f'{IN_HOME}queue["jobs"].aws_sqs_queue.this', "delete", "create")
    told = _found({"resource_changes": [table, queue]})
    assert [each.code.id for each in told] == ["TFG412", "TFG412"]
    assert (
        told[0].message
        == f"the plan adopts {TABLE} and would replace it, because attribute and hash_key cannot be changed"
    )
    assert told[0].path == ("tables", "keyvalues")


@pytest.mark.parametrize("actions", [("update",), ("no-op",)])
def test_what_is_adopted_may_change(actions: tuple[str, ...]) -> None:
    assert _told({"resource_changes": [_importing(TABLE, *actions, after=NAMED)]}) == []


def test_an_adopted_table_has_its_replicas_adopted() -> None:
    before = {**NAMED, "replica": [{"region_name": "us-west-2"}]}
    table = _importing(TABLE, "update", before=before, after=before)
    made = _change(REPLICA, "create", before=None)
    (found,) = _found({"resource_changes": [table, made]})
    assert (found.code.id, found.hint) == ("TFG413", "add us-west-2 to `adopt` of table `keyvalues`")
    elsewhere = _change(REPLICA.replace("us_west_2", "eu_west_1"), "create", before=None)
    adopted = _importing(REPLICA, "update", before={"arn": ""}, after={"arn": ""})
    assert _told({"resource_changes": [table, elsewhere, adopted]}) == [("TFG410", "note")]


def test_imports_are_counted_beside_what_else_happens() -> None:
    plan = {"resource_changes": [_importing(TABLE, "update", after=NAMED)]}
    found = summarise(plan, stack_of(example("keyvalue")))
    assert (found.total("import"), found.total("change"), found.total("add")) == (1, 1, 0)


@pytest.mark.parametrize("other", [{"stream_enabled": True}, {"billing_mode": "PROVISIONED"}])
def test_deletion_protection_changes_alone(other: dict[str, Any]) -> None:
    before = {**NAMED, "deletion_protection_enabled": False, **dict.fromkeys(other)}
    after = {**before, "deletion_protection_enabled": True}
    found, *_ = _found(
        {"resource_changes": [_importing(TABLE, "update", before=before, after={**after, **other})]}
    )
    assert found.code.id == "TFG403"
    assert found.hint and "--region eu-central-1 --deletion-protection-enabled" in found.hint
    assert _told(_plan(TABLE, "update", before=before, after=after)) == []


def test_a_plan_tells_the_command_that_applies_it_unless_it_is_refused() -> None:
    plan, stack = _plan(TABLE, "delete"), stack_of(example("keyvalue"))
    planned = Planned(Path("out/tfplan"), plan)
    told = table({"": planned}, stack, Path("out"), False, "tfgen apply -o out")
    assert told.endswith(f"next    tfgen apply -o out --reviewed {fingerprint(plan)}\n")
    told = table({"global": planned, "x": planned}, stack, Path("out"), False, "tfgen apply -o out")
    assert f"        tfgen apply -o out --state x --reviewed {fingerprint(plan)}\n" in told
    assert "apply" not in table({"": planned}, stack, Path("out"), False)


@pytest.mark.parametrize(
    ("goes", "comes"),
    [
        ("aws_dynamodb_table", "aws_dynamodb_table_replica"),
        ("aws_dynamodb_table_replica", "aws_dynamodb_table"),
    ],
)
def test_a_table_that_stops_or_begins_to_be_replicated_loses_its_items(goes: str, comes: str) -> None:
    module = "module.table_keyvalues_us_west_2"
    plan = {
        "resource_changes": [
            _change(f"{module}.{goes}.this", "delete"),
            _change(f"{module}.{comes}.this", "create", before=None, after=NAMED),
        ]
    }
    assert _told(plan) == [("TFG423", "error")]


def test_a_key_that_goes_is_told_unless_its_region_retires() -> None:
    plan = _plan(
        "module.key_us_west_2.aws_kms_replica_key.this",
        "delete",
        before={"arn": "arn:aws:kms:us-west-2:123456789012:key/mrk-0"},
    )
    assert _told(plan) == [("TFG424", "warning")]
    assert _told(plan, _retiring("keyvalue")) == []


def test_a_replicated_table_gets_no_key_that_the_plan_makes() -> None:
    spec = example("keyvalue")
    spec["encryption"] = {"own": True}
    spec["tables"]["keyvalues"].pop("encryption", None)
    keyed = {**NAMED, "server_side_encryption": [{"enabled": True}]}
    assert _told(_plan(TABLE, "update", after=keyed), spec) == [("TFG403", "error")]
