"""What exists already: the imports, and what else main.tf says of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.syntax import check_syntax
from tfgen.render.main_tf import render
from tfgen.render.tree import configuration
from tfgen.stack.variations import at_home

HOME, OTHER = "eu-west-1", "us-east-1"
_IMPORT = re.compile(r"^import \{\n  to = (.*)\n  id = (.*)\n\}$", re.MULTILINE)


def _spec(**more: Any) -> dict[str, Any]:
    return {
        "tfgen": 1,
        "service": "shop",
        "domain": "api.example.com",
        "regions": [HOME, OTHER],
        "defaults": {"code": "src", "runtime": "python3.13"},
        "functions": {"get": {"handler": "get.main", "http": "GET /health"}},
        **more,
    }


def _imports(spec: dict[str, Any]) -> dict[str, str]:
    return dict(_IMPORT.findall(render(stack_of(spec), "spec.yaml")))


def test_what_is_not_adopted_is_not_imported() -> None:
    for name in ("hello", "keyvalue", "keyvalue-2017"):
        main = render(stack_of(example(name)), "spec.yaml")
        assert "import {" not in main
        assert "allow_overwrite" not in main
        assert ("aws_caller_identity" in main) is (name == "keyvalue"), "for the name of its bucket alone"


def test_a_table_and_its_replica_are_imported_where_they_exist() -> None:
    table = {"key": {"id": "S"}, "name": "crm.orders"}
    at_home = {"module.table_orders_eu_west_1.aws_dynamodb_table.this": '"crm.orders"'}
    replica = {"module.table_orders_us_east_1.aws_dynamodb_table_replica.this": '"crm.orders:eu-west-1"'}
    assert _imports(_spec(tables={"orders": {**table, "adopt": [HOME]}})) == at_home
    assert _imports(_spec(tables={"orders": {**table, "adopt": [OTHER, HOME]}})) == {**at_home, **replica}


def test_a_legacy_global_table_is_imported_with_its_tables() -> None:
    """AWS makes no new ones: the spec can only take over what exists."""
    table = {"key": {"id": "S"}, "global_table": "2017.11.29", "adopt": [HOME, OTHER]}
    assert _imports(_spec(tables={"orders": table})) == {
        "aws_dynamodb_global_table.table_orders": '"shop-orders"',
        "module.table_orders_eu_west_1.aws_dynamodb_table.this": '"shop-orders"',
        "module.table_orders_us_east_1.aws_dynamodb_table.this": '"shop-orders"',
    }


def test_a_function_is_imported_and_its_log_group() -> None:
    spec = _spec()
    spec["defaults"]["adopt"] = {"logs": [OTHER]}
    spec["functions"]["put"] = {"handler": "put.main", "adopt": {"function": [HOME], "logs": [HOME]}}
    assert _imports(spec) == {
        'module.us_east_1.module.function["get"].aws_cloudwatch_log_group.this': '"/aws/lambda/shop-get"',
        'module.eu_west_1.module.function["put"].aws_cloudwatch_log_group.this': '"/aws/lambda/shop-put"',
        'module.eu_west_1.module.function["put"].aws_lambda_function.this': '"shop-put"',
    }
    main = render(stack_of(spec), "spec.yaml")
    assert re.findall(r" account += (.*)", main) == ["data.aws_caller_identity.this.account_id"]
    assert main.count('data "aws_caller_identity"') == 1


@pytest.mark.parametrize(
    ("kind", "group"), [("http", "/aws/vendedlogs/apigateway/shop"), ("rest", "/aws/apigateway/shop")]
)
def test_the_log_group_of_an_api_is_imported(kind: str, group: str) -> None:
    found = _imports(_spec(api={"kind": kind, "adopt": {"logs": [HOME]}}))
    assert found == {f'module.eu_west_1.module.{kind}_api["api"].aws_cloudwatch_log_group.this': f'"{group}"'}


def test_a_queue_is_imported_by_its_url() -> None:
    found = _imports(_spec(queues={"jobs": {"adopt": [OTHER]}}))
    url = "https://sqs.us-east-1.amazonaws.com/%s/shop-jobs"
    account = "data.aws_caller_identity.this.account_id"
    assert found == {
        'module.us_east_1.module.queue["jobs"].aws_sqs_queue.this': f'format("{url}", {account})'
    }


def test_a_domain_name_is_imported_and_records_make_way() -> None:
    main = render(stack_of(_spec(routing={"adopt": {"domain": [HOME], "records": ["A"]}})), "spec.yaml")
    assert dict(_IMPORT.findall(main)) == {
        "module.eu_west_1.module.domain.aws_apigatewayv2_domain_name.this": '"api.example.com"',
        'aws_route53_record.eu_west_1["A"]': 'format("%s_api.example.com_A", local.zone_id)',
    }
    assert re.findall(r"\n    (aws_route53_record\.\w+),\n", main) == ["aws_route53_record.eu_west_1"]
    cname = _spec(routing={"record": "cname", "adopt": {"records": ["CNAME"]}})
    assert list(_imports(cname)) == ["aws_route53_record.eu_west_1"]


def test_the_validation_record_is_overwritten() -> None:
    main = render(stack_of(_spec(routing={"adopt": {"validation": True}})), "spec.yaml")
    assert main.count("allow_overwrite = true") == 1
    assert not _IMPORT.findall(main)


def test_regions_that_are_left_out_adopt_nothing() -> None:
    stack = stack_of(_spec(tables={"orders": {"key": {"id": "S"}, "adopt": [HOME, OTHER]}}))
    assert len(_IMPORT.findall(render(at_home(stack), "spec.yaml"))) == 1


def test_imports_lead_to_resources_that_the_tree_declares() -> None:
    everything = _spec(
        tables={"orders": {"key": {"id": "S"}, "adopt": [HOME, OTHER]}},
        queues={"jobs": {"adopt": [HOME]}},
        api={"adopt": {"logs": [HOME]}},
        routing={"adopt": {"validation": True, "domain": [HOME], "records": ["A", "AAAA"]}},
    )
    everything["defaults"]["adopt"] = {"function": [HOME], "logs": [HOME, OTHER]}
    files, found = parse(configuration(stack_of(everything), "spec.yaml"))
    assert [*found, *check_syntax(files), *check_schema(files)] == []
    broken = {"main.tf": 'import {\n  to = module.nowhere.aws_sqs_queue.this\n  id = "x"\n}\n'}
    assert [each.code for each in check_syntax(parse(broken)[0])] == ["TFG303"]
