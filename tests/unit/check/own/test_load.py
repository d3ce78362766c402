"""Modules of the user's own: what a spec gives to them, and what they may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import cases, plant
from tests.specs import read
from tfgen.check.own.load import with_modules
from tfgen.check.own.values import fits
from tfgen.diagnostics import Diagnostic
from tfgen.stack.given import GIVEN
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.loaded import Loaded, Readable

CASES = cases("modules")
SECRET = "what nobody may see"
SPEC = """\
tfgen: 1
service: shop
domain: api.shop.example.com
regions: [eu-west-1, us-east-1]
tables: {orders: {key: {id: S}}}
queues: {jobs: {}}
functions:
  health: {code: src, handler: app.get, runtime: python3.13, http: GET /health}
modules:
  own: {source: mine}
"""


def _loaded(folder: Path, case: dict[str, object], spec: str = SPEC) -> Loaded:
    """A spec beside a folder `mine` that holds the files of a case, and above a secret."""
    (folder / "secret").write_text(SECRET)
    (folder / "secrets").mkdir()
    (folder / "secrets/main.tf").write_text(f"# {SECRET}\n")
    (folder / "project/mine").mkdir(parents=True)
    plant(folder / "project/mine", case)
    return with_modules(Readable("project/spec.yaml", folder / "project", *read(spec)))


def _told(found: Loaded) -> list[Diagnostic]:
    return [] if isinstance(found, Readable) else found.diagnostics


@pytest.mark.parametrize("name", CASES)
def test_what_a_module_would_do_is_told(tmp_path: Path, name: str) -> None:
    told = _told(_loaded(tmp_path, CASES[name]))
    assert [each.code for each in told] == CASES[name]["codes"], told
    for each in told:
        assert each.span
        assert SECRET not in f"{each.message}{each.hint}"


def test_what_is_copied_is_what_the_module_reads(tmp_path: Path) -> None:
    found = _loaded(tmp_path, CASES["what is allowed"])
    assert isinstance(found, Readable)
    contents = found.stack.all(MODULE)["own"].contents
    assert contents
    assert sorted(contents.files) == [
        "mine/inner/main.tf",
        "mine/main.tf",
        "mine/site/index.html",
        "mine/x.json",
    ]


def test_a_module_that_it_calls_beside_it_comes_along(tmp_path: Path) -> None:
    (tmp_path / "project/shared").mkdir(parents=True)
    (tmp_path / "project/shared/main.tf").write_text("")
    spec = SPEC.replace("source: mine", "source: mine/a")
    files = {"a/main.tf": 'module "x" {\n  source = "../../shared"\n}\n', "b/main.tf": ""}
    found = _loaded(tmp_path, {"files": files}, spec)
    assert isinstance(found, Readable), found.diagnostics
    contents = found.stack.all(MODULE)["own"].contents
    assert contents
    assert sorted(contents.files) == ["mine/a/main.tf", "shared/main.tf"]


def _with(tmp_path: Path, module: str, inputs: str = "{}") -> list[Diagnostic]:
    spec = SPEC.replace("source: mine", f"source: mine, inputs: {inputs}")
    return _told(_loaded(tmp_path, {"files": {"main.tf": module}}, spec))


@pytest.mark.parametrize(
    ("module", "inputs", "message"),
    [
        ('variable "topic" {}\n', "{}", "module `own` needs `topic`, declared at"),
        ('variable "topic" {\n  default = ""\n}\n', "{topik: x}", "module `own` has no variable `topik`"),
        ('variable "days" {\n  type = number\n}\n', "{days: many}", "`days` of module `own` is a number"),
        ('variable "days" {\n  type = list(number)\n}\n', "{days: [7, x]}", "is a list(number)"),
        ('variable "live" {\n  type = bool\n}\n', "{live: [true]}", "is a bool"),
        ('variable "tables" {\n  type = list(string)\n}\n', "{}", "`tables`, which module `own` is given"),
        ('variable "tables" {\n  type = map(string)\n}\n', "{}", "`tables`, which module `own` is given"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    tmp_path: Path, module: str, inputs: str, message: str
) -> None:
    (told,) = _with(tmp_path, module, inputs)
    assert told.code == "TFG198"
    assert message in told.message
    assert told.span
    assert told.span.line == 10
    assert "main.tf:1" in f"{told.message}{told.hint}" or "has no variable" in told.message


def test_every_module_may_be_given_all_that_it_is_told(tmp_path: Path) -> None:
    declared = "\n".join(f'variable "{name}" {{\n  type = {each.type}\n}}\n' for name, each in GIVEN.items())
    assert _with(tmp_path, declared) == []


def test_an_input_takes_the_place_of_what_is_given(tmp_path: Path) -> None:
    assert _with(tmp_path, 'variable "tables" {\n  type = list(string)\n}\n', "{tables: [x]}") == []


@pytest.mark.parametrize(
    ("value", "type_", "is_fit"),
    [
        (7, "string", True),
        ("7", "number", True),
        (True, "number", False),
        ("true", "bool", True),
        ("yes", "bool", False),
        (("a", 7), "set(string)", True),
        ("a", "any", True),
        ("a", "", True),
        ("a", "list(string)", False),
        (("a",), "string", False),
        ({"x": {"name": "a"}}, "map(object({ name = string }))", True),
        ({"x": {"name": "a"}}, "string", False),
    ],
)
def test_values_fit_as_terraform_converts_them(value: object, type_: str, is_fit: bool) -> None:
    assert fits(value, type_) is is_fit


def _referring(tmp_path: Path, output: str) -> list[Diagnostic]:
    spec = SPEC.replace("GET /health}", f"GET /health, env: {{TOPIC: {{module: own.{output}}}}}}}")
    module = (
        'output "topic_arn" {\n  value = 1\n}\n\noutput "key" {\n  value     = 1\n  sensitive = true\n}\n'
    )
    return _told(_loaded(tmp_path, {"files": {"main.tf": module}}, spec))


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("topic_rn", "module `own` has no output `topic_rn`"),
        ("key", "output `key` of module `own` is sensitive, and what stands here can be read"),
    ],
)
def test_what_a_module_does_not_give_is_told_where_it_is_taken(
    tmp_path: Path, output: str, message: str
) -> None:
    (told,) = _referring(tmp_path, output)
    assert (told.code, told.message) == ("TFG198", message)
    assert told.span
    assert told.span.line == 8


def test_what_a_module_gives_is_taken(tmp_path: Path) -> None:
    assert _referring(tmp_path, "topic_arn") == []
