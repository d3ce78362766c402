"""Specs as tests write them: text in, Stack out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tfgen.spec.source import Source, parse
from tfgen.stack.loaded import Readable
from tfgen.stack.resolve import build
from tfgen.stack.stack import Stack

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
EXAMPLE_NAMES = ("hello", "keyvalue", "keyvalue-2017", "shop")


def read(text: str) -> tuple[Source, Stack]:
    """A spec that has no mistakes."""
    source, diagnostics = parse(text, "spec.yaml")
    assert source is not None, diagnostics
    stack, diagnostics = build(source)
    assert stack is not None, diagnostics
    return source, stack


OWN = ROOT / "tests/cases/own"
"""A project that holds Terraform of its own."""


def with_own_modules(text: str, project: Path = OWN) -> Stack:
    """The Stack of a spec that has no mistakes, with what its own modules declare."""
    from tfgen.check.own.load import with_modules

    found = with_modules(Readable("spec.yaml", project, *read(text)))
    assert isinstance(found, Readable), found.diagnostics
    return found.stack


def stack_of(data: dict[str, Any] | str) -> Stack:
    """The Stack of a spec, given as data or as text."""
    return read(data if isinstance(data, str) else dump(data))[1]


def dump(data: dict[str, Any]) -> str:
    """A spec's data as YAML that quotes all that needs it."""
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def example(name: str) -> dict[str, Any]:
    """An example's spec as data, to be changed at will."""
    found: dict[str, Any] = yaml.safe_load((EXAMPLES / name / "spec.yaml").read_text("utf-8"))
    return found
