"""What Terraform's words of a refused plan come to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.specs import dump, example, read
from tfgen.plan.refusals import left_behind, left_since, refusal
from tfgen.render.main_tf import render

ORPHAN = """
╷
│ Error: Provider configuration not present
│
│ To work with module.{alias}.module.function["a"].aws_lambda_function.{name}
│ (orphan) its original provider configuration at
│ provider["registry.terraform.io/hashicorp/aws"].{alias} is required, but
│ it has been removed. This occurs when a provider configuration is removed
│ while objects created by that provider still exist in the state.
╵
"""
NONE = "Error: no matching Route 53 Hosted Zone found\n\n  with data.aws_route53_zone.this,\n"
SEVERAL = "Error: multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches\n"


def spec(**changes: Any) -> dict[str, Any]:
    return {**example("hello"), **changes}


def orphans(*aliases: str) -> str:
    return "".join(ORPHAN.format(alias=alias, name=f"n{number}") for number, alias in enumerate(aliases))


@pytest.mark.parametrize(
    ("changes", "aliases", "retiring"),
    [
        ({"regions": ["eu-west-1"]}, ["us_east_1"], "[us-east-1]"),
        ({"regions": ["eu-west-1"]}, ["us_east_1"] * 30, "[us-east-1]"),
        ({"regions": ["eu-west-1"]}, ["us_east_1", "us_west_2"], "[us-east-1, us-west-2]"),
        ({"regions": ["eu-west-1"], "retiring": ["sa-east-1"]}, ["us_west_2"], "[sa-east-1, us-west-2]"),
        ({"regions": {"eu-west-1": {}}}, ["us_west_2"], "[us-west-2]"),
    ],
)
def test_regions_that_are_gone_are_one_finding_at_regions(
    changes: dict[str, Any], aliases: list[str], retiring: str
) -> None:
    source, stack = read(dump(spec(**changes)))
    found = refusal(orphans(*aliases), stack, source)
    assert found and found.code == "TFG414" and found.severity == "error"
    assert found.span == source.key_span(("regions",))
    assert found.hint and f"`retiring: {retiring}`" in found.hint
    assert f"{aliases.count(aliases[0])} of {aliases[0].replace('_', '-')}" in found.message


@pytest.mark.parametrize("words", [orphans("other"), orphans("us_east_1"), "Error: something else", ""])
def test_what_is_not_known_stays_terraforms_own(words: str) -> None:
    source, stack = read(dump(spec()))
    assert refusal(words, stack, source) is None


@pytest.mark.parametrize(
    ("changes", "words", "at", "hint"),
    [
        ({}, NONE, "domain", "`zone: hello.example.com`"),
        (
            {"domain": "api.shop.example.com"},
            NONE,
            "domain",
            "`zone: api.shop.example.com` or `zone: example.com`",
        ),
        ({"zone": "example.com"}, NONE, "zone", "`zone: hello.example.com`"),
        ({}, SEVERAL, "domain", "`zone_id`"),
    ],
)
def test_a_zone_that_is_not_there_is_told_at_the_domain(
    changes: dict[str, Any], words: str, at: str, hint: str
) -> None:
    source, stack = read(dump(spec(**changes)))
    found = refusal(words, stack, source)
    assert found and found.code == "TFG415"
    assert found.span == source.span((at,))
    assert found.hint and hint in found.hint and "zone_id" in found.hint


def test_a_zone_that_is_not_there_is_told_at_the_site_of_a_service_that_is_nothing_else() -> None:
    alone = {
        "tfgen": 1,
        "service": "shop",
        "regions": ["eu-west-1"],
        "site": {"domain": "www.shop.example.com"},
    }
    source, stack = read(dump(alone))
    found = refusal(NONE, stack, source)
    assert found and found.span == source.span(("site", "domain"))
    assert "which is to hold `www.shop.example.com`" in found.message


def state(*providers: str) -> str:
    row = {"type": "aws_x", "instances": [{}, {}]}
    return json.dumps({"version": 4, "resources": [{**row, "provider": provider} for provider in providers]})


AWS = 'provider["registry.terraform.io/hashicorp/aws"]'


@pytest.mark.parametrize(
    ("regions", "retiring", "from_state", "is_told"),
    [
        (["eu-west-1"], [], "", True),
        (["eu-west-1"], ["us-east-1"], "", False),
        (["eu-west-1", "us-east-1", "us-west-2"], [], "", False),
        (["eu-west-1"], [], state(AWS, f"{AWS}.us_east_1"), True),
        (["eu-west-1"], ["us-east-1"], state(f"{AWS}.us_east_1"), False),
        (["eu-west-1"], ["us-east-1"], state(f"{AWS}.us_west_2"), True),
    ],
)
def test_a_region_that_a_folder_has_is_told_of_before_the_plan(
    regions: list[str], retiring: list[str], from_state: str, is_told: bool
) -> None:
    main = render(read(dump(spec()))[1], "spec.yaml")
    source, stack = read(dump(spec(regions=regions, retiring=retiring)))
    found = left_behind(main, from_state, stack, source)
    assert (found is not None) == is_told
    if found:
        assert found.code == "TFG414" and found.severity == "warning"
        assert ("2 of " in found.message) == bool(from_state)


@pytest.mark.parametrize(("retiring", "is_told"), [([], True), (["us-east-1"], False)])
def test_a_region_that_the_base_has_is_told_of(retiring: list[str], is_told: bool) -> None:
    source, stack = read(dump(spec(regions=["eu-west-1"], retiring=retiring)))
    found = left_since(read(dump(spec()))[1], stack, source)
    assert (found is not None) == is_told
    earlier, more = read(dump(spec()))
    assert left_since(stack, more, earlier) is None


def test_after_retiring_nothing_is_left_to_tell() -> None:
    main = render(read(dump(spec(regions=["eu-west-1"], retiring=["us-east-1"])))[1], "spec.yaml")
    source, stack = read(dump(spec(regions=["eu-west-1"])))
    assert left_behind(main, "", stack, source) is None


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "3", '{"resources": 3}', '{"resources": [{}]}', "[" * 100_000]
)
def test_a_state_that_cannot_be_read_tells_nothing(text: str) -> None:
    source, stack = read(dump(spec()))
    assert left_behind("", text, stack, source) is None


def test_credentials_of_another_account_are_told_at_the_account() -> None:
    source, stack = read(dump(spec(account={"id": "123456789012"})))
    words = '╷\n│ Error: AWS account ID not allowed: 210987654321\n│\n│   with provider["…"].eu_west_1,\n╵\n'
    found = refusal(words, stack, source)
    assert found and found.code == "TFG429" and "210987654321" in found.message
    assert found.span == source.span(("account", "id"))
