"""Comments that ignore: which are read, what they cover, what is no comment."""

from __future__ import annotations

import time

import pytest

from tfgen.diagnostics import Diagnostic
from tfgen.spec.source import parse
from tfgen.suppress.comments import of_files, of_spec
from tfgen.suppress.suppression import Suppression


def _said(found: list[Suppression | Diagnostic]) -> list[tuple[str, int, str]]:
    """Code, line and reason of each; of a mistake its code alone."""
    return [
        (each.rule, each.areas[0].line if each.areas else 0, each.reason)
        if isinstance(each, Suppression)
        else (each.code, each.span.line if each.span else 0, "")
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1 # tfgen:ignore TFG204 we move in May", [("TFG204", 1, "we move in May")]),
        ("# tfgen:ignore TFG204 we move\na: 1", [("TFG204", 2, "we move")]),
        ("#tfgen:ignore TFG204 we move\n\n# other\n  # more\na: 1", [("TFG204", 5, "we move")]),
        (
            "# tfgen:ignore TFG204 x\n# tfgen:ignore CKV_AWS_50 y\na: 1",
            [("TFG204", 3, "x"), ("CKV_AWS_50", 3, "y")],
        ),
        (
            "a: 1 # tfgen:ignore TFG204, TFG206,CKV2_AWS_5 x",
            [(code, 1, "x") for code in ("TFG204", "TFG206", "CKV2_AWS_5")],
        ),
        ("a: 1\n# tfgen:ignore TFG204 at the end", [("TFG204", 2, "at the end")]),
        ("a: 1 # tfgen:ignore TFG204", [("TFG169", 1, "")]),
        ("a: 1 # tfgen:ignore", [("TFG169", 1, "")]),
        ("a: 1 # tfgen:ignore TFG204, because", [("TFG169", 1, "")]),
        ("a: 1 # tfgen-ignore: TFG204 as tflint has it", [("TFG169", 1, "")]),
        ("a: 1 # tfgen: ignore TFG204 x", [("TFG169", 1, "")]),
        ("a: 1 # see tfgen:ignore in the docs", []),
        ("a: 1 # tfgen ignored this", []),
        ('a: "b # tfgen:ignore TFG204 x"', []),
        ('a: "b # tfgen:ignore TFG1 x" # tfgen:ignore TFG204 y', [("TFG204", 1, "y")]),
        ("a: |\n  # tfgen:ignore TFG204 x\nb: 1", []),
        ("a: |\n  text #\n# tfgen:ignore TFG204 x\nb: 1", [("TFG204", 4, "x")]),
        ("a: b# tfgen:ignore TFG204 x", []),
        ("a: [1, # tfgen:ignore TFG204 x\n  2]", [("TFG204", 1, "x")]),
        ("'# tfgen:ignore TFG204 x': 1", []),
        ("a: &x '#' \nb: *x # tfgen:ignore TFG204 x", [("TFG204", 2, "x")]),
    ],
)
def test_comments_of_a_spec(text: str, said: list[tuple[str, int, str]]) -> None:
    source, found = parse(text, "spec.yaml")
    assert source, found
    assert _said(list(of_spec(source))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('resource "a" "b" { # tfgen:ignore TFG311 x', [("TFG311", 1, "x")]),
        ('// tfgen:ignore TFG311 x\nresource "a" "b" {', [("TFG311", 2, "x")]),
        ('a = "# tfgen:ignore TFG311 x"', []),
        ('a = "\\"# tfgen:ignore TFG1 x" // tfgen:ignore TFG311 y', [("TFG311", 1, "y")]),
        ("a = <<EOT\n# tfgen:ignore TFG311 x\nEOT\nb = 1 # tfgen:ignore TFG312 y", [("TFG312", 4, "y")]),
        ("a = <<-EOT\n  # tfgen:ignore TFG311 x\n  EOT\n# tfgen:ignore TFG312 y\nb", [("TFG312", 5, "y")]),
        (
            "/* # tfgen:ignore TFG311 x\n# tfgen:ignore TFG311 x */ # tfgen:ignore TFG312 y",
            [("TFG312", 2, "y")],
        ),
        ("#checkov:skip=CKV_AWS_117:not in a VPC # tfgen", []),
        ("# tfgen:ignore TFG311", [("TFG169", 1, "")]),
    ],
)
def test_comments_of_terraform(text: str, said: list[tuple[str, int, str]]) -> None:
    assert _said(list(of_files({"main.tf": text}))) == said
    assert not list(of_files({"main.tf.json": text}))


@pytest.mark.parametrize(
    "text",
    [
        "# tfgen:ignore TFG204 x\n" * 10_000,
        "a: '" + " #" * 300_000 + " # tfgen:ignore TFG204 x'",
        "a = <<A\n" * 100_000 + "# tfgen:ignore",
        '"\\' + '"\\' * 300_000 + " tfgen ignore",
        "#" + " " * 500_000 + "tfgen" + " " * 500_000 + "ignore",
        "a: 1 # tfgen:ignore " + "A1 ," * 20_000,
    ],
    ids=["comments", "hashes", "heredocs", "quotes", "blanks", "codes"],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begun = time.process_time()
    list(of_files({"main.tf": text}))
    source, _ = parse(text, "spec.yaml")
    if source:
        list(of_spec(source))
    assert time.process_time() - begun < 5
