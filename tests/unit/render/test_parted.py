"""A state for each region: each root plans by itself, with one provider, and together they make what one made."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from hypothesis import given

from tests import strategies
from tests.draws import draws
from tests.specs import example, stack_of
from tests.unit.stack.test_root import parted
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.syntax import check_syntax
from tfgen.diagnostics import has_errors
from tfgen.render.made import Lines, addresses, made
from tfgen.render.main_tf import render
from tfgen.render.tree import configuration, in_roots
from tfgen.stack.kinds.function import packages
from tfgen.stack.parting import in_the_way
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack
from tfgen.stack.state import State
from tfgen.stack.variations import in_one_state, with_region, with_retiring

ANCHOR = "aws_acm_certificate.anchor"
APART = State(layout="per-region")


def mains(stack: Stack) -> dict[str, str]:
    return {root.name: render(stack, "spec.yaml", root=root) for root in roots(stack)}


def assert_parted(stack: Stack) -> None:
    files = configuration(stack, "spec.yaml")
    parsed, found = parse(files)
    assert not has_errors([*found, *check_syntax(parsed), *check_schema(parsed)])
    for text in mains(stack).values():
        assert (
            len(re.findall(r'^provider "aws"', text, re.MULTILINE)) == 1
            and "alias" not in text.split("locals")[0]
        )
    names = {root.name for root in roots(stack)}
    assert {each.root for each in made(stack)} <= names
    assert set(addresses(stack)) - {ANCHOR} == set(addresses(in_one_state(stack)))


@draws(1)
@given(strategies.specs())
def test_what_can_be_parted_is_valid_in_each_root(spec: dict[str, Any]) -> None:
    stack = dataclasses.replace(stack_of(spec), state=APART)
    if not list(in_the_way(stack)):
        assert_parted(stack)


@pytest.mark.parametrize("name", ["hello", "keyvalue", "keyvalue-2017", "shop"])
def test_examples_are_parted_but_for_what_stands_in_the_way(name: str) -> None:
    spec = {key: value for key, value in example(name).items() if key not in ("site", "cdn", "encryption")}
    if name == "shop":
        assert list(in_the_way(dataclasses.replace(stack_of(spec), state=APART))), "a module is made once"
        spec["modules"] = {key: {**each, "in": "every-region"} for key, each in spec["modules"].items()}
    stack = dataclasses.replace(stack_of(spec), state=APART)
    if name == "keyvalue-2017":
        assert list(in_the_way(stack)), "replicated tables of that version"
    else:
        assert_parted(stack)


def test_a_region_more_and_one_that_retires_have_roots_as_well() -> None:
    stack = with_retiring(with_region(parted(), "ap-southeast-2"), "sa-east-1")
    assert_parted(stack)
    assert "resource" not in mains(stack)["sa-east-1"] and "module" not in mains(stack)["data-sa-east-1"]


def test_no_root_names_what_another_holds() -> None:
    stack = parted(secrets={"token": {}}, queues={"jobs": {}})
    for root in roots(stack):
        text = mains(stack)[root.name]
        others = [each for each in stack.regions if each.name != root.region]
        if root.is_data:
            assert "functions" not in text
        for region in others:
            assert f"module.{region.label}." not in text and f"table_keyvalues_{region.label}" not in text


def test_what_validates_the_certificate_is_told_by_the_certificate_itself() -> None:
    text = mains(parted())["eu-west-1"]
    assert "aws_route53_record.validation" not in text
    assert (
        'trimsuffix(one(aws_acm_certificate.eu_west_1.domain_validation_options).resource_record_name, ".")'
        in text
    )


def test_a_replica_names_its_table_by_text() -> None:
    text = mains(parted())["data-us-west-2"]
    assert "arn:aws:dynamodb:eu-central-1:{account}:table/keyvalue-keyvalues" in text
    assert (
        'data "aws_caller_identity"' in text and 'data "aws_caller_identity"' not in mains(parted())["global"]
    )


def test_zips_lie_in_each_root_that_has_functions_of_them() -> None:
    stack = parted()
    zips = {package.path: b"" for package in packages(stack)}
    assert {path.partition("/")[0] for path in in_roots(stack, zips)} == {
        region.name for region in stack.regions
    }


def test_states_are_in_the_regions_buckets_or_in_workspaces() -> None:
    own = mains(parted({"bucket": "acme-{region}"}))
    assert (
        'bucket       = "acme-us-west-2"' in own["us-west-2"]
        and 'region       = "us-west-2"' in own["us-west-2"]
    )
    cloud = mains(
        parted({"cloud": {"organization": "acme", "project": "shop", "hostname": "tf.example.com"}})
    )
    assert (
        'name    = "keyvalue-data-us-west-2"' in cloud["data-us-west-2"] and "backend" not in cloud["global"]
    )


def test_one_state_in_a_workspace() -> None:
    text = render(stack_of({**example("hello"), "state": {"cloud": {"organization": "acme"}}}), "spec.yaml")
    assert 'cloud {\n    organization = "acme"\n\n    workspaces {\n      name = "hello"\n    }\n  }' in text


def test_a_line_leads_to_what_caused_it_in_every_root() -> None:
    stack = parted()
    lines = Lines(stack)
    for name, path in {"global": ("domain",), "data-us-west-2": ("tables", "keyvalues")}.items():
        text = mains(stack)[name].splitlines()
        line = next(number for number, each in enumerate(text, 1) if each.startswith(("resource", "module")))
        assert lines.path(f"{name}/main.tf", line) == path
    assert lines.path("main.tf", 1) is None
