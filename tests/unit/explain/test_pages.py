"""The generated pages: committed as they are generated, and complete."""

from __future__ import annotations

import pytest

from tests.specs import ROOT, read
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.syntax import check_syntax
from tfgen.explain import modules, rules, spec
from tfgen.explain.catalogue import codes
from tfgen.explain.markdown import table
from tfgen.explain.pages import pages
from tfgen.render.modules import read_module


def test_the_committed_pages_are_fresh() -> None:
    committed = {path: (ROOT / path) for path in pages()}
    stale = [
        path
        for path, text in pages().items()
        if not committed[path].exists() or committed[path].read_text("utf-8") != text
    ]
    assert not stale, f"stale: {', '.join(stale)}; run `make golden`"


def test_the_spec_page_tells_every_key_of_every_record() -> None:
    sections = list(spec.sections())
    told = [each.of for each in sections if each.of]
    assert len(set(told)) == len(told)
    page = spec.page()
    for section in sections:
        for field in section.fields.values():
            assert f"`{field.name}`" in page
            assert field.doc in page
            assert set(spec.records(field.shape)) <= set(told)


def test_the_large_example_has_no_mistakes() -> None:
    _, stack = read(spec.FULL.read_text("utf-8"))
    assert (len(stack.regions), stack.retiring) == (3, ("sa-east-1",))


def test_the_rules_page_tells_every_code_once() -> None:
    page = rules.page()
    for code in codes():
        assert page.count(f'<a id="{code.lower()}"></a>') == 1


def test_every_module_has_a_page() -> None:
    assert set(modules.MODULES) == {path.name for path in (ROOT / "modules").iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", modules.MODULES)
def test_the_example_of_a_module_can_be_used(name: str) -> None:
    files = {"main.tf": modules.example(name)}
    for module in modules.MODULES:
        files |= {f"modules/{module}/{file}": text for file, text in read_module(module).items()}
    configuration, diagnostics = parse(files)
    assert [*diagnostics, *check_syntax(configuration), *check_schema(configuration)] == []


def test_a_table_keeps_its_columns_whatever_a_cell_holds() -> None:
    assert table(("a", "b"), [("x | y", "one\ntwo"), ("", "z")]) == (
        "| a | b |\n| --- | --- |\n| x \\| y | one two |\n| - | z |\n"
    )
