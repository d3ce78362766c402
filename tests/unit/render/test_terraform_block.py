"""The block `terraform` of main.tf: the versions of the AWS provider that it allows, and the backend."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.specs import dump, stack_of
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.provider_fit import outdated
from tfgen.check.hcl.schema import check_schema
from tfgen.render.tree import configuration


def spec(runtime: str = "python3.13", **more: Any) -> dict[str, Any]:
    function = {"code": "src", "handler": "a.main", "runtime": runtime, "http": "GET /health"}
    return {
        "tfgen": 1,
        "service": "shop",
        "domain": "api.example.com",
        "regions": ["eu-west-1", "us-east-1"],
        "functions": {"get": function},
        **more,
    }


@pytest.mark.parametrize(
    ("data", "least"),
    [
        (spec(), "5.100"),
        (spec("python3.14"), "6.20"),
        (spec("nodejs24.x"), "6.19"),
        (spec("dotnet10"), "6.27"),
        (spec("java25"), "6.20"),
        (spec("java17.al2023"), "6.64"),
        (spec("ruby4.0"), "6.45"),
        (spec(regions=["eu-west-1", "ap-southeast-6"]), "6.12"),
        (spec("python3.14", regions=["eu-west-1", "ap-southeast-6"]), "6.20"),
        (spec(retiring=["ap-southeast-6"]), "6.12"),
        (
            spec(regions={"eu-west-1": {}, "us-east-1": {"functions": {"get": {"runtime": "ruby4.0"}}}}),
            "6.45",
        ),
    ],
)
def test_the_provider_is_as_new_as_the_spec_needs(data: dict[str, Any], least: str) -> None:
    stack = stack_of(data)
    files = configuration(stack, "spec.yaml")
    assert re.findall(r'^      version = "([^"]*)"', files["main.tf"], re.MULTILINE) == [f">= {least}, < 7"]
    for path, text in files.items():
        if path.endswith("versions.tf"):
            assert 'version = ">= 5.100, < 7"' in text, path
    assert check_schema(parse(files)[0]) == []


def test_a_lock_file_that_holds_less_is_told() -> None:
    lock = 'provider "registry.example.org/hashicorp/aws" {{\n  version = "{}"\n}}\n'
    new = stack_of(spec("python3.14"))
    found = outdated(new, lock.format("5.100.0"), "out/.terraform.lock.hcl")
    assert found and found.span
    assert found.span == ("out/.terraform.lock.hcl", 2, 3, 2, 22)
    assert (
        found.message
        == ".terraform.lock.hcl holds the AWS provider 5.100.0, and the spec needs 6.20 or newer"
    )
    assert outdated(new, lock.format("6.20.0"), "") is None
    assert outdated(stack_of(spec()), lock.format("5.100.0"), "") is None
    codes = [
        it.code for it in check_schema(parse(configuration(new, "spec.yaml"))[0], lock.format("5.100.0"))
    ]
    assert codes == ["TFG319"]


DIFFERING = {"eu-west-1": {}, "us-east-1": {"functions": {"get": {"runtime": "ruby4.0"}}}}


@pytest.mark.parametrize(
    ("data", "constraint", "locked", "runtimes"),
    [
        (spec("python3.14"), "~> 6.0", "6.5.0", ["python3.14"]),
        (spec("python3.14"), ">= 5.100, < 6.10", "", ["python3.14"]),
        (spec("python3.14", regions=DIFFERING), "~> 6.0", "6.20.0", ["ruby4.0"]),
        (spec("python3.14", regions=DIFFERING), "~> 6.0", "6.5.0", ["python3.14", "ruby4.0"]),
        (spec("python3.14"), "~> 6.0", "6.20.0", []),
        (spec(regions=["eu-west-1", "ap-southeast-6"]), "~> 6.0", "6.5.0", []),
    ],
)
def test_a_runtime_too_new_for_an_edited_main_tf_is_told(
    data: dict[str, Any], constraint: str, locked: str, runtimes: list[str]
) -> None:
    files = configuration(stack_of(data), "spec.yaml")
    main = re.sub(r'version = ">= [^"]*"', f'version = "{constraint}"', files["main.tf"])
    lock = f'provider "registry.example.org/hashicorp/aws" {{\n  version = "{locked}"\n}}\n' if locked else ""
    found = check_schema(parse({**files, "main.tf": main})[0], lock)
    told = [it for it in found if it.message.startswith("the runtime")]
    assert [it.message.split()[2] for it in told] == runtimes
    for item, runtime in zip(told, runtimes, strict=True):
        assert item.code == "TFG319" and item.span
        assert f'"{runtime}"' in main.splitlines()[item.span.line - 1]


@pytest.mark.parametrize("region", ["ap-southeast-6", "ap-east-2", "mx-central-1", "ap-southeast-7"])
def test_the_backend_takes_regions_that_terraform_does_not_know(region: str) -> None:
    data = spec(state={"bucket": "states-of-shop", "region": region})
    assert "skip_region_validation = true" in configuration(stack_of(data), "spec.yaml")["main.tf"]
    known = dump(data).replace(region, "eu-west-1")
    assert "skip_region_validation" not in configuration(stack_of(known), "spec.yaml")["main.tf"]
