"""The checks together: order, caching, and diagnostics led back to the spec."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.specs import EXAMPLES, read
from tfgen.check import run as checks
from tfgen.check import tools
from tfgen.check.hcl.parse import SHADOWED_PARSER
from tfgen.check.run import Options, Target, run
from tfgen.check.terraform import NOT_INITIALISED
from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.render.tree import configuration
from tfgen.spec.source import parse

TEXT = re.sub(r"site: .*\n", "", (EXAMPLES / "keyvalue/spec.yaml").read_text("utf-8"))
TEXT = TEXT.replace("api:\n", "api:\n  auth: none\n")
"""Without anything to note."""
NO_TOOLS = frozenset({"rules", "syntax", "schema"})


def _target(replace: tuple[str, str] = ("", ""), path: str = "main.tf") -> Target:
    source, stack = read(TEXT)
    files = configuration(stack, "spec.yaml")
    return Target({**files, path: files[path].replace(*replace)}, source, stack)


@pytest.mark.parametrize(
    ("written", "mistaken", "line"),
    [
        (
            "us_west_2.target_zone_id",
            "us_west_2.target_zone",
            "regions: [eu-central-1, eu-west-1, us-west-2]",
        ),
        ("hash_key   = ", "hash_ky    = ", "  keyvalues:"),
        ("local.functions", "local.function", "regions: [eu-central-1, eu-west-1, us-west-2]"),
    ],
)
def test_a_finding_in_main_tf_leads_to_the_line_of_the_spec(written: str, mistaken: str, line: str) -> None:
    target = _target((written, mistaken))
    found = run(target, Options(NO_TOOLS))
    assert found
    for item in found:
        assert item.span and item.span.file == "spec.yaml"
        assert "of the rendered files)" in item.message
        assert TEXT.splitlines()[item.span.line - 1].startswith(line)


@pytest.mark.parametrize(
    ("path", "written", "mistaken"),
    [
        ("modules/region/health.tf", "var.health.interval", "var.helth.interval"),
        ("main.tf", "alias  = ", "aliass = "),
        ("main.tf", 'domain  = "', 'domian  = "'),
    ],
)
def test_a_finding_that_no_line_of_the_spec_caused_keeps_its_place(
    path: str, written: str, mistaken: str
) -> None:
    target = _target((written, mistaken), path)
    found = run(target, Options(NO_TOOLS))
    assert any(item.span and item.span.file == path for item in found)
    for item in found:
        assert item.span
        lines = {**target.files, "spec.yaml": TEXT}[item.span.file].splitlines()
        assert item.span.line <= len(lines)
        if item.span.file == path:
            assert item.message.endswith("(in the rendered files)")
            assert lines[item.span.line - 1][item.span.column - 1 : item.span.end_column - 1].strip()


@pytest.mark.parametrize(
    ("runtime", "message"),
    [
        (
            "python3.9",
            "AWS deprecates the runtime python3.9 (functions get-key, health, set-key) from 2025-12-15",
        ),
        (
            "python3.14",
            "the runtime python3.14 (functions get-key, health, set-key) needs the AWS provider 6.20 or newer: "
            "main.tf therefore asks for >= 6.20; 5.100 does not know it",
        ),
    ],
)
def test_what_defaults_say_is_told_once_with_the_functions(runtime: str, message: str) -> None:
    text = TEXT.replace("runtime: python3.13", f"runtime: {runtime}")
    source, stack = read(text)
    (found,) = run(Target(configuration(stack, "spec.yaml"), source, stack), Options(frozenset({"rules"})))
    assert found.message == message
    assert (
        found.span
        and text.splitlines()[found.span.line - 1] == f"defaults: {{code: src, runtime: {runtime}}}"
    )


def test_what_functions_say_themselves_is_told_of_each() -> None:
    text = TEXT.replace("runtime: python3.13", "runtime: python3.9").replace(
        "  get-key:\n", "  get-key:\n    runtime: python3.9\n"
    )
    source, stack = read(text)
    found = run(Target(configuration(stack, "spec.yaml"), source, stack), Options(frozenset({"rules"})))
    assert [it.message.partition(" (")[2].partition(")")[0] for it in found] == [
        "functions health, set-key",
        "function get-key",
    ]


def test_a_region_of_a_mapping_is_marked_by_its_name() -> None:
    text = "regions:\n  eu-west-1: {}\n  ap-southeast-6: {}\n  il-central-1: {}\n"
    text = re.sub(r"regions: .*\n", text, TEXT)
    source, stack = read(text)
    found = run(Target(configuration(stack, "spec.yaml"), source, stack), Options(frozenset({"rules"})))
    lines = text.splitlines()
    marked = {
        (it.code, lines[it.span.line - 1][it.span.column - 1 : it.span.end_column - 1])
        for it in found
        if it.span
    }
    assert {("TFG207", "ap-southeast-6"), ("TFG213", "ap-southeast-6"), ("TFG207", "il-central-1")} <= marked
    assert "{}" not in {text for _, text in marked}


def test_a_result_is_kept_by_what_it_was_found_in(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(_target(("local.functions", "local.function")), Options(NO_TOOLS))
    monkeypatch.setattr(checks, "_configuration", lambda *_: pytest.fail("was to come from the cache"))
    assert run(_target(("local.functions", "local.function")), Options(NO_TOOLS)) == first
    with pytest.raises(pytest.fail.Exception):
        run(_target(("local.functions", "local.functon")), Options(NO_TOOLS))
    with pytest.raises(pytest.fail.Exception):
        run(_target(("local.functions", "local.function")), Options(NO_TOOLS, use_cache=False))


@pytest.mark.parametrize("code", [NOT_INITIALISED, SHADOWED_PARSER, tools.TOOL_FAILED], ids=lambda it: it.id)
def test_what_a_machine_or_a_network_fails_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: Code
) -> None:
    program = tmp_path / "terraform"
    program.touch()
    asked = []

    def fail(*_: object) -> list[Diagnostic]:
        asked.append(1)
        return [code("not now")]

    monkeypatch.setitem(checks._TOOLS, "terraform", (lambda: program, tools.TERRAFORM_MISSING))
    monkeypatch.setattr(checks, "_run_tool", fail)
    for _ in range(2):
        assert run(_target(), Options(frozenset({"terraform"})))
    assert len(asked) == 2


def test_what_reads_other_files_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "terraform"
    program.touch()
    (tmp_path / "a").touch()
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []

    def find(name: str, *_: object) -> list[Diagnostic]:
        asked.append(name)
        return []

    monkeypatch.setitem(checks._TOOLS, "terraform", (lambda: program, tools.TERRAFORM_MISSING))
    monkeypatch.setattr(checks, "_run_tool", find)
    for text in ('locals {\n  a = templatefile("a", {})\n}\n', 'locals {\n  a = "templatefile"\n}\n'):
        for _ in range(2):
            run(Target({"main.tf": text}, tree=tmp_path), Options(frozenset({"terraform"})))
    assert len(asked) == 3


def test_the_same_spec_elsewhere_has_findings_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "checkov"
    program.touch()

    def find(_name: str, _program: Path, target: Target, *_: object) -> list[Diagnostic]:
        assert target.source
        return [Diagnostic("TFG330", Severity.ERROR, "found", target.source.span(("functions",)))]

    monkeypatch.setitem(checks._TOOLS, "checkov", (lambda: program, tools.CHECKOV_MISSING))
    monkeypatch.setattr(checks, "_run_tool", find)
    for name in ("a/spec.yaml", "b/spec.yaml"):
        source, diagnostics = parse(TEXT, name)
        assert source, diagnostics
        target = Target(_target().files, source, _target().stack)
        (found,) = run(target, Options(frozenset({"checkov"})))
        assert found.span and found.span.file == name


def test_what_does_not_parse_spares_the_dearer_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_run_tool", lambda *_: pytest.fail("was not to run"))
    assert run(_target(("locals {", "locals {{")), Options())
