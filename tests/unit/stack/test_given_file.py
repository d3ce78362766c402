"""given.yaml: what stands in for values from outside where there is no account."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import dump, example, read, stack_of
from tfgen.plan.lacking import no_inputs, not_given, not_there
from tfgen.stack import given_file
from tfgen.stack.given_file import Given
from tfgen.stack.obvious import obvious
from tfgen.stack.reference import Parameter
from tfgen.stack.references import elsewhere

_STATE = {"bucket": "acme", "key": "{region}.tfstate", "region": "eu-west-1", "output": "thing"}
ENV = {
    "LIMIT": {"parameter": {"name": "/shop/limit", "read": "deploy"}},
    "EXPORT": {"export": "net-thing"},
    "OUTPUT": {"stack": {"name": "net", "output": "Thing"}},
    "STATE": {"state": _STATE},
}
FILE = """\
inputs: {level: debug, count_of: 3}
parameters: {/shop/limit: 10}
exports: {net-thing: a}
stacks: {net: {Thing: true}}
states: {"acme/{region}.tfstate": {thing: 0.5}}
regions:
  us-east-1:
    parameters: {/shop/limit: 20}
    exports: {net-thing: ""}
"""


def spec(env: dict[str, Any], **more: Any) -> str:
    found = {**example("hello"), **more}
    found["functions"]["hello"]["env"] = env
    return dump(found)


def said(text: str) -> Given:
    found, diagnostics = given_file.read(text, given_file.FILE)
    assert not diagnostics
    return found


def test_what_is_given_is_text_and_a_region_may_have_its_own() -> None:
    found, stack = said(FILE), stack_of(spec(ENV))
    told = {
        region: [found.text(each, region) for each in elsewhere(stack)]
        for region in ("eu-west-1", "us-east-1")
    }
    assert told == {"eu-west-1": ["10", "a", "true", "0.5"], "us-east-1": ["20", "", "true", "0.5"]}
    assert found.inputs == {"level": "debug", "count_of": "3"}
    assert not list(found.lacking(stack, {}))


def test_what_nothing_stands_in_for_is_told_at_its_line_with_what_to_write() -> None:
    source, stack = read(spec(ENV, inputs={"level": {}}))
    found = not_given(stack, source, Given(), {})
    assert [(each.code, each.hint and each.hint.split("`")[1]) for each in found] == [
        ("TFG417", "inputs: {level: …}"),
        ("TFG417", "parameters: {/shop/limit: …}"),
        ("TFG417", "exports: {net-thing: …}"),
        ("TFG417", "stacks: {net: {Thing: …}}"),
        ("TFG417", 'states: {"acme/{region}.tfstate": {thing: …}}'),
    ]
    lines = [each.span.line if each.span else 0 for each in found]
    assert len(set(lines)) == len(found) and all(lines)


@pytest.mark.parametrize(
    ("declared", "file", "told", "expected"),
    [
        ({"default": "info"}, "", None, "info"),
        ({"default": "info"}, "", "warn", "warn"),
        ({"default": "info"}, "inputs: {level: debug}", "warn", "debug"),
        ({"default": False, "type": "bool"}, "", None, "false"),
        ({"default": 0.5, "type": "number"}, "", None, "0.5"),
        ({"sensitive": True}, "", None, "stand-in-for-level-0123456789"),
        ({}, "", "", ""),
        ({}, "", None, None),
        ({"type": "number"}, "", None, None),
    ],
)
def test_an_input_is_given_then_told_then_its_default(
    declared: dict[str, Any], file: str, told: str | None, expected: str | None
) -> None:
    stack = stack_of(spec({}, inputs={"level": declared}))
    assert (said(file) if file else Given()).value(stack, "level", told) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/network/vpc-id", "vpc-0123456789abcdef0"),
        ("VpcId", "vpc-0123456789abcdef0"),
        ("network-SubnetA", "subnet-0123456789abcdef0"),
        ("private_subnet_id", "subnet-0123456789abcdef0"),
        ("TopicArn", "arn:aws:sns:sa-east-1:123456789012:stand-in"),
        ("/shop/log_level", "info"),
        ("api:Url", "https://stand-in.example.com"),
        ("limit", None),
        ("/shop/limit", None),
        ("url/limit", None),
        ("", None),
    ],
)
def test_some_names_make_their_stand_in_obvious(name: str, expected: str | None) -> None:
    assert obvious(name, "sa-east-1") == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("parameter: {/a: b}", "TFG104"),
        ("parameters: [a]", "TFG107"),
        ("parameters: {/a: {b: c}}", "TFG107"),
        ("parameters: {/a: on}", "TFG108"),
        ("parameters: {/a: b, /a: c}", "TFG105"),
        ("regions: {eu-wset-1: {}}", "TFG112"),
        ("regions: {eu-west-1: {inputs: {a: b}}}", "TFG104"),
        ("[a]", "TFG107"),
        ("a: [", "TFG101"),
        ("", "TFG102"),
    ],
)
def test_a_file_is_read_with_the_care_of_a_spec(text: str, code: str) -> None:
    _, found = given_file.read(text, given_file.FILE)
    assert [each.code for each in found] == [code]
    assert all(each.span and each.span.file == given_file.FILE for each in found)


def test_an_input_without_a_value_is_told_before_terraform_is_asked() -> None:
    source, stack = read(spec({}, inputs={"one": {}, "two": {"default": "x"}, "three": {"sensitive": True}}))
    assert [each.message for each in no_inputs(stack, source, {"one": ""})] == ["input `three` has no value"]


_WORDS = """
Error: reading SSM Parameter (/shop/limit): couldn't find resource

  with data.aws_ssm_parameter.us_east_1["/shop/limit"],
  on main.tf line 153, in data "aws_ssm_parameter" "us_east_1":
"""
_NO_STATE = """
╷
│ Error: Unable to find remote state
│
│   with data.terraform_remote_state.read["eu-west-1/acme/us-east-1.tfstate"],
│   on main.tf line 211, in data "terraform_remote_state" "read":
╵
"""
_NO_OUTPUT = """
Error: Invalid index

  on main.tf line 190, in module "eu_west_1":
 190: "stack net Thing" = data.aws_cloudformation_stack.eu_west_1["net"].outputs["Thing"]

The given key does not identify an element in this collection value.
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (_WORDS, ["parameter `/shop/limit` is not there in us-east-1"]),
        (
            _WORDS + _WORDS.replace("us_east_1", "eu_west_1"),
            ["parameter `/shop/limit` is not there in eu-west-1 and us-east-1"],
        ),
        (
            _NO_STATE,
            ["output `thing` of state `{region}.tfstate` in bucket `acme` is not there in eu-west-1"],
        ),
        (_NO_OUTPUT, ["output `Thing` of stack `net` is not there in eu-west-1"]),
        (_WORDS + "\nError: AccessDenied\n", []),
        ("", []),
    ],
    ids=["parameter", "in-both", "state", "output", "and-another-error", "nothing"],
)
def test_what_a_plan_did_not_find_is_told_with_its_region(words: str, expected: list[str]) -> None:
    source, stack = read(spec(ENV))
    found = not_there(words, stack, source)
    assert [each.message for each in found] == expected
    assert {each.code for each in found} <= {"TFG418"}


def test_a_name_is_given_as_the_spec_writes_it() -> None:
    found = said('parameters: {"/shop/{region}": a}')
    assert found.text(Parameter(name="/shop/{region}", read="deploy"), "eu-west-1") == "a"


def test_what_authorizers_let_in_is_said_by_their_names() -> None:
    text = "credentials: {checker: {headers: {Authorization: Bearer x}, query: {level: 3}}}\n"
    given, found = given_file.read(text, "given.yaml")
    assert not found
    assert given.credentials["checker"].headers == {"Authorization": "Bearer x"}
    assert given.credentials["checker"].query == {"level": "3"}
    _, found = given_file.read("credentials: {none: {header: {a: b}}}\n", "given.yaml")
    assert [each.code for each in found] == ["TFG109", "TFG104"]
