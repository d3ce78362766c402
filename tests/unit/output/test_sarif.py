from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import ROOT
from tfgen import __version__
from tfgen.diagnostics import PAGES, Code, Diagnostic, Policy, Severity, Span
from tfgen.explain.catalogue import codes as catalogue
from tfgen.output.sarif import render

HELP = """\
Finds a key that no section has.

Why: a typo is lost.

Example:

    a: 1

Use instead: another."""


def run(diagnostics: list[Diagnostic], sources: dict[str, str], codes: dict[str, Code]) -> dict[str, Any]:
    document = json.loads(render(diagnostics, sources, codes))
    assert document["version"] == "2.1.0"
    (only,) = document["runs"]
    assert isinstance(only, dict)
    return only


def test_golden(diagnostics: list[Diagnostic], sources: dict[str, str], codes: dict[str, Code]) -> None:
    only = run(diagnostics, sources, codes)
    assert only["columnKind"] == "unicodeCodePoints"
    driver = only["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("tfgen", __version__)
    assert driver["rules"][0] == {
        "id": "TFG104",
        "name": "UnknownKey",
        "shortDescription": {"text": "unknown key"},
        "fullDescription": {"text": "Finds a key that no section has."},
        "help": {
            "text": HELP,
            "markdown": HELP,
        },
        "helpUri": f"{PAGES}/rules.md#tfg104",
        "defaultConfiguration": {"level": "error"},
    }
    assert driver["rules"][2] == {"id": "TFG901"}
    first, second, third = only["results"]
    fingerprint = first.pop("partialFingerprints")
    assert first == {
        "ruleId": "TFG104",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "unknown key `timeuot` in function `get-key`\n\nhelp: did you mean `timeout`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "my%20specs/spec.yaml"},
                    "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 12},
                }
            }
        ],
    }
    assert fingerprint.keys() == {"tfgenFinding/v1"}
    assert (second["level"], second["ruleIndex"]) == ("warning", 1)
    assert (third["level"], third["ruleIndex"]) == ("note", 2)


def test_nothing_found_is_a_clean_run() -> None:
    only = run([], {}, {})
    assert (only["results"], only["tool"]["driver"]["rules"]) == ([], [])


def test_every_result_has_a_place_as_github_asks(
    diagnostics: list[Diagnostic], sources: dict[str, str]
) -> None:
    for result in run(diagnostics, sources, {})["results"]:
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "my%20specs/spec.yaml"
    assert "locations" not in run(diagnostics, {}, {})["results"][2]


def prints(diagnostics: list[Diagnostic], sources: dict[str, str]) -> list[str]:
    return [
        result["partialFingerprints"]["tfgenFinding/v1"]
        for result in run(diagnostics, sources, {})["results"]
    ]


def test_fingerprints_outlive_moved_lines_and_tell_findings_apart(
    diagnostics: list[Diagnostic], sources: dict[str, str]
) -> None:
    diagnostic = diagnostics[0]
    assert diagnostic.span
    moved = replace(diagnostic, span=diagnostic.span._replace(line=5, end_line=5))
    text = sources[diagnostic.span.file]
    (before,) = prints([diagnostic], sources)
    assert prints([moved], {diagnostic.span.file: f"# new\n# new\n{text}"}) == [before]
    assert (
        len(
            {
                *prints([diagnostic, diagnostic], sources),
                *prints([replace(diagnostic, code="TFG105")], sources),
            }
        )
        == 3
    )


def checkov(number: int, address: str = "aws_x.y") -> Diagnostic:
    policy = Policy(f"CKV_AWS_{number}", f"Ensure {number}", f"https://example.com/{number}")
    return Diagnostic(
        "TFG330",
        Severity.ERROR,
        f"CKV_AWS_{number}: …",
        Span("a.tf", 1, 1, 1, 2),
        policy=policy,
        address=address,
    )


def test_each_policy_of_checkov_is_a_rule_of_its_own() -> None:
    only = run([checkov(50), checkov(117), checkov(50, "aws_x.z")], {"a.tf": "a\n"}, catalogue())
    assert [result["ruleId"] for result in only["results"]] == ["CKV_AWS_50", "CKV_AWS_117", "CKV_AWS_50"]
    rules = only["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in only["results"]] == [
        result["ruleId"] for result in only["results"]
    ]
    assert [(rule["id"], rule["helpUri"]) for rule in rules] == [
        ("CKV_AWS_117", "https://example.com/117"),
        ("CKV_AWS_50", "https://example.com/50"),
    ]


def test_fingerprints_of_policies_do_not_depend_on_what_else_is_found() -> None:
    sources = {"a.tf": "a\n"}
    alone = prints([checkov(117)], sources)
    assert prints([checkov(50), checkov(117, "aws_x.z"), checkov(117)], sources)[2:] == alone


_TEXT = {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}}}
GITHUB: dict[str, Any] = {
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "items": {
                                            "required": [
                                                "id",
                                                "name",
                                                "shortDescription",
                                                "fullDescription",
                                                "help",
                                                "helpUri",
                                            ],
                                            "properties": {
                                                "id": {"maxLength": 255},
                                                "name": {"maxLength": 255},
                                                "shortDescription": _TEXT,
                                                "fullDescription": _TEXT,
                                                "helpUri": {"pattern": "^https://[!-~]+$"},
                                                "defaultConfiguration": {
                                                    "properties": {
                                                        "level": {"enum": ["error", "warning", "note"]}
                                                    }
                                                },
                                            },
                                        }
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "items": {
                            "required": [
                                "ruleId",
                                "ruleIndex",
                                "message",
                                "locations",
                                "partialFingerprints",
                            ],
                            "properties": {"message": {"required": ["text"]}, "locations": {"minItems": 1}},
                        }
                    },
                },
            }
        },
    },
}
"""What GitHub asks of a report.

Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""


def test_every_code_and_policy_is_told_as_github_asks() -> None:
    every = [code("found", Span("a.tf", 1, 1, 1, 2)) for code in catalogue().values()]
    document = json.loads(render([*every, checkov(50)], {"a.tf": "a\n"}, catalogue()))
    jsonschema.validate(document, GITHUB)
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    pages = {rule["helpUri"].partition("#")[2] for rule in rules if rule["id"].startswith("TFG")}
    written = (ROOT / "docs/rules.md").read_text("utf-8")
    assert not {page for page in pages if f'<a id="{page}"></a>' not in written}


def test_injection() -> None:
    file = "a:b/%0A\n../\x1b ü.yaml"
    evil = "]]>\n::error::x %0A \x1b[31m [click](https://example.com) \\[x]"
    rendered = render([Diagnostic("TFG100", Severity.ERROR, evil, Span(file, 1, 1, 1, 2))], {}, {})
    assert rendered.replace("\n", "").isprintable()
    assert not any(line.startswith("::") for line in rendered.splitlines())
    (result,) = json.loads(rendered)["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "a%3Ab/%250A%0A../%1B%20%C3%BC.yaml"
    assert r"\[click\](https://example.com) \\\[x\]" in result["message"]["text"]


@draws(10)
@given(st.text(st.characters()), st.text(st.characters(), min_size=1))
def test_any_text_is_json_with_an_ascii_uri(message: str, file: str) -> None:
    rendered = render(
        [Diagnostic("TFG100", Severity.NOTE, message, Span(file, 1, 1, 1, 1))], {file: message}, {}
    )
    assert rendered.isascii()
    (result,) = json.loads(rendered)["runs"][0]["results"]
    assert ":" not in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
