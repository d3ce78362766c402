"""Where main.tf finds its modules."""

from __future__ import annotations

import pytest

from tests.specs import example, stack_of
from tfgen.render.main_tf import render
from tfgen.render.module_source import ModuleSource


@pytest.mark.parametrize(
    ("base", "region"),
    [
        ("./modules", "./modules/region"),
        ("../shared/modules", "../shared/modules/region"),
        ("acme/tfgen/aws", "acme/tfgen/aws//modules/region"),
        (
            "git::https://example.com/tfgen.git?ref=v1.2",
            "git::https://example.com/tfgen.git//modules/region?ref=v1.2",
        ),
        ("git::https://example.com/x.git//aws?ref=v1", "git::https://example.com/x.git//aws/region?ref=v1"),
        ("github.com/acme/tfgen", "github.com/acme/tfgen//modules/region"),
    ],
)
def test_an_address_leads_to_each_module(base: str, region: str) -> None:
    assert ModuleSource(base).of("region") == region


def test_every_call_has_the_address_and_the_version() -> None:
    main = render(stack_of(example("keyvalue")), "spec.yaml", ModuleSource("acme/tfgen/aws", "~> 1.2"))
    assert main.count('= "acme/tfgen/aws//modules/') == main.count('  version   = "~> 1.2"') == 8
    assert "./modules" not in main


def test_an_address_cannot_become_hcl() -> None:
    main = render(stack_of(example("hello")), "spec.yaml", ModuleSource('x"\n}${file("/etc/passwd")}'))
    assert '"x\\"\\n}$${file(\\"/etc/passwd\\")}//modules/region"' in main
