"""Findings in copies of the user's own modules, led to the file that was copied and to the spec's line."""

from __future__ import annotations

from tests.specs import read, stack_of
from tests.unit.render.kinds.test_module import SPEC
from tfgen.check.run import Options, Target, run
from tfgen.diagnostics import Code, Span
from tfgen.render.tree import configuration

FOUND = Code("TFG320", "not formatted", finds="", why="", example="", instead="")


def _target() -> Target:
    stack = stack_of(SPEC)
    return Target(configuration(stack, "spec.yaml"), read(SPEC)[0], stack)


def test_a_finding_in_an_own_module_stands_in_its_own_file_and_names_the_spec() -> None:
    told = _target().traced(FOUND("odd", Span("own/topic/main.tf", 3, 1, 3, 4)))
    assert told.span == Span("topic/main.tf", 3, 1, 3, 4)
    assert told.message == "odd (module `news`, spec.yaml:9)"


def test_own_modules_are_checked_as_ours_are() -> None:
    target = _target()
    files = {**target.files, "own/topic/more.tf": 'output "x" {\n  value = aws_sns_topic.that.arn\n}\n'}
    found = run(Target(files, target.source, target.stack), Options(frozenset({"syntax"}), use_cache=False))
    assert [(each.code, each.span and each.span.file) for each in found] == [("TFG303", "topic/more.tf")]
