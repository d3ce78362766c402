"""References: what they come to in a region, and what of it stands once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.render import references
from tfgen.render.hcl import literal
from tfgen.render.main_tf import render
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.references import elsewhere, places, text, varies

_STATE = {"bucket": "acme", "key": "net.tfstate", "region": "eu-west-1", "output": "vpc_id"}
_LIMIT = {"parameter": {"name": "/shop/limit", "read": "deploy"}}


def spec(**env: Any) -> dict[str, Any]:
    found = example("keyvalue")
    del found["site"]  # whose bucket has the account in its name
    found["inputs"] = {"level": {"default": "info"}}
    found["queues"] = {"jobs": {}}
    found["functions"]["health"]["env"] = env
    return found


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("text", '"text"'),
        ("${var.x}", '"$${var.x}"'),
        ({"input": "level"}, "var.level"),
        ({"spec": "service"}, '"keyvalue"'),
        ({"spec": "region"}, '"us-east-1"'),
        ({"name": {"queue": "jobs"}}, '"keyvalue-jobs"'),
        (
            {"queue": "jobs"},
            'replace("https://sqs.us-east-1.amazonaws.com/{account}/keyvalue-jobs", "{account}", data.aws_caller_identity.this.account_id)',
        ),
        ({"function": "health"}, '"keyvalue-health:live"'),
        (_LIMIT, 'data.aws_ssm_parameter.us_east_1["/shop/limit"].insecure_value'),
        ({"export": "net-{region}"}, 'data.aws_cloudformation_export.us_east_1["net-us-east-1"].value'),
        (
            {"stack": {"name": "net", "output": "VpcId"}},
            'data.aws_cloudformation_stack.us_east_1["net"].outputs["VpcId"]',
        ),
        (
            {"state": _STATE},
            'data.terraform_remote_state.read["eu-west-1/acme/net.tfstate"].outputs["vpc_id"]',
        ),
        (
            {"state": {**_STATE, "key": "{region}/net"}},
            'data.terraform_remote_state.read["eu-west-1/acme/us-east-1/net"].outputs["vpc_id"]',
        ),
    ],
    ids=repr,
)
def test_what_stands_for_a_value_in_a_region(reference: Any, expected: str) -> None:
    stack = stack_of(spec(WHAT=reference))
    value = stack.all(FUNCTION)["health"].env["WHAT"]
    assert literal(references.at(stack, value, "us-east-1")) == expected


def test_what_varies_by_region_is_handed_to_each_and_all_else_stands_once() -> None:
    stack = stack_of(spec(LIMIT=_LIMIT, LEVEL={"input": "level"}, NET={"state": _STATE}))
    env = stack.all(FUNCTION)["health"].env
    assert {name: varies(stack, value) for name, value in env.items()} == {
        "LIMIT": True,
        "LEVEL": False,
        "NET": False,
    }
    main = render(stack, "spec.yaml")
    assert main.count('"parameter /shop/limit" = data.aws_ssm_parameter.') == len(stack.regions)
    assert main.count("= var.level") == 1


@pytest.mark.parametrize("name", ["/a/{account}", "/a/b"])
def test_the_account_is_looked_up_where_a_name_has_it(name: str) -> None:
    main = render(stack_of(spec(A1={"parameter": {"name": name, "read": "deploy"}})), "spec.yaml")
    assert ('data "aws_caller_identity" "this"' in main) is ("{account}" in name)


_EXPORT = {"export": "id"}


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("http", {"jwt": {"issuer": _EXPORT, "audience": [{"input": "level"}]}}, ["var.level"]),
        ("http", {"jwt": {"issuer": "https://id.example.com/", "audience": [_EXPORT]}}, []),
        ("http", {"existing": _EXPORT}, []),
        ("rest", {"existing": _EXPORT}, []),
        ("rest", {"cognito": [{"existing": _EXPORT}]}, []),
    ],
    ids=repr,
)
def test_authorizers_refer_in_each_region_to_what_it_has(kind: str, said: Any, expected: list[str]) -> None:
    data = spec()
    data["api"], data["auth"] = {"kind": kind}, {"users": said}
    data["functions"]["health"]["auth"] = "users"
    stack = stack_of(data)
    main = render(stack, "spec.yaml")
    for region in stack.regions:
        assert main.count(f'data.aws_cloudformation_export.{region.label}["id"].value') == 1
    assert main.count(f'merge(local.{kind}_apis["api"], {{') == len(stack.regions)
    assert all(text in main for text in expected)


def test_what_all_regions_share_of_authorizers_stands_once() -> None:
    data = spec()
    data["auth"] = {"users": {"jwt": {"issuer": {"state": _STATE}, "audience": [{"spec": "region"}]}}}
    data["functions"]["health"]["auth"] = "users"
    main = render(stack_of(data), "spec.yaml")
    assert main.count('outputs["vpc_id"]') == 1
    assert '"{region}"' in main  # the module fills it in
    assert "merge(local.http_apis" not in main


def test_what_differs_by_region_is_read_in_that_region_too() -> None:
    data = spec()
    data["regions"] = {"eu-west-1": {}, "us-east-1": {"functions": {"health": {"env": {"OWN": _LIMIT}}}}}
    stack = stack_of(data)
    (each,) = elsewhere(stack)
    assert places(stack)[each] == ("regions", "us-east-1", "functions", "health", "env", "OWN")
    main = render(stack, "spec.yaml")
    assert main.count('"parameter /shop/limit" =') == 1


def test_a_reference_gives_a_function_no_rights() -> None:
    plain, referring = (stack_of(spec(**env)) for env in ({}, {"JOBS": {"queue": "jobs"}}))
    assert "sqs:" not in render(referring, "spec.yaml")
    assert render(plain, "spec.yaml") != render(referring, "spec.yaml")


def test_the_arn_of_a_function_is_that_of_its_alias() -> None:
    stack = stack_of(spec(ARN={"arn": {"function": "health"}}))
    value = stack.all(FUNCTION)["health"].env["ARN"]
    assert text(stack, value) == "arn:aws:lambda:{region}:{account}:function:keyvalue-health:live"
