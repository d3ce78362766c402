"""What HCL says across its files."""

from __future__ import annotations

from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.syntax import check_syntax


def test_a_cycle_is_told_once_and_in_the_order_of_use() -> None:
    text = "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n  d = local.d\n  e = local.a\n}\n"
    configuration, _ = parse({"main.tf": text})
    assert [it.message for it in check_syntax(configuration)] == [
        "`local.a` needs `local.b` needs `local.c` needs `local.a`",
        "`local.d` needs `local.d`",
    ]


def test_registry_modules_are_left_alone() -> None:
    text = 'module "a" {\n  source = "x/y/aws"\n  any = 1\n}\noutput "b" {\n  value = module.a.anything\n}\n'
    configuration, _ = parse({"main.tf": text})
    assert check_syntax(configuration) == []


def test_a_tree_is_checked_in_every_module() -> None:
    files = {"modules/a/main.tf": "locals {\n  x = var.y\n}\n", "main.tf": "locals {\n  x = var.z\n}\n"}
    configuration, _ = parse(files)
    assert [it.span.file for it in check_syntax(configuration) if it.span] == ["main.tf", "modules/a/main.tf"]
