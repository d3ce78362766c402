"""What looks like a secret outside of variables, and what does not."""

from __future__ import annotations

import pytest

from tests.specs import EXAMPLE_NAMES, EXAMPLES, ROOT, dump, example
from tfgen.check.secret_anywhere import secrets_anywhere
from tfgen.diagnostics import Diagnostic, Severity
from tfgen.spec.source import parse

KEY = "AKIA" + "IOSFODNN7EXAMPLE"


def _found(text: str) -> list[Diagnostic]:
    source, _ = parse(text, "spec.yaml")
    return list(secrets_anywhere(source)) if source else []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"tags": {"deploy": KEY}}, "tags.deploy"),
        ({"tags": {"a": "-----BEGIN RSA PRIVATE KEY-----"}}, "tags.a"),
        ({"tags": {"a": "Server=db;User Id=a;Password=hunter2hunter2;"}}, "tags.a"),
        (
            {"inputs": {"url": {"default": "postgres://app:hunter2@db.example.com/shop"}}},
            "inputs.url.default",
        ),
        ({"functions": {"hello": {"description": f"uses {KEY}"}}}, "functions.hello.description"),
        ({"regions": ["eu-west-1", KEY]}, "regions.1"),
    ],
)
def test_a_form_is_found_anywhere_and_never_quoted(change: dict[str, object], where: str) -> None:
    [found] = _found(dump({**example("hello"), **change}))
    assert (found.code, found.severity) == ("TFG163", Severity.ERROR)
    assert f"`{where}`" in found.message
    assert KEY not in found.message and "hunter2" not in found.message


def test_a_tag_that_is_called_one_is_a_warning() -> None:
    [found] = _found(dump({**example("hello"), "tags": {"api-token": "f3Jk29vnQpL0xZ81"}}))
    assert found.severity is Severity.WARNING


def test_variables_of_functions_are_another_codes() -> None:
    assert not _found(dump({**example("hello"), "defaults": {"env": {"A": KEY}}}))


@pytest.mark.parametrize(
    "text",
    ["secret: false", "tags: {password-policy: strict}", "tags: {token: none}", "zone: token.example.com"],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert not _found(text)


SPECS = [EXAMPLES / name / "spec.yaml" for name in EXAMPLE_NAMES]
SPECS += sorted((ROOT / "tests/cases").glob("**/*.yaml"))


def test_no_spec_of_ours_is_taken_for_one() -> None:
    alarms = {
        path.relative_to(ROOT).as_posix(): [each.message for each in found]
        for path in SPECS
        if (found := _found(path.read_text("utf-8", "replace")))
    }
    assert not {path: found for path, found in alarms.items() if "conformance" not in path}, (
        "those sign requests"
    )
