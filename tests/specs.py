"""Specs as tests write them: text in, Stack out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tfgen.spec.source import Source, parse
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.kinds.site import SITE
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
    return source, _with_site(source, _with_modules(source, stack))


OWN = ROOT / "tests/cases/own"
"""A project that holds Terraform of its own, and sites."""


def _with_modules(source: Source, stack: Stack) -> Stack:
    """The Stack with what its own modules declare, where they lie in an example or among the cases."""
    sources = [module.source for module in stack.all(MODULE).values()]
    projects = [OWN, *(EXAMPLES / name for name in EXAMPLE_NAMES)]
    found = [project for project in projects if all((project / each).is_dir() for each in sources)]
    if not sources or not found:
        return stack
    from tfgen.check.own.load import with_modules

    loaded = with_modules(Readable("spec.yaml", found[0], source, stack))
    assert isinstance(loaded, Readable), loaded.diagnostics
    return loaded.stack


def _with_site(source: Source, stack: Stack) -> Stack:
    """The Stack with the files of its site, where an example or the cases have the folder; else without files."""
    folder = next((site.folder for site in stack.all(SITE).values()), "")
    projects = [OWN, *(EXAMPLES / name for name in EXAMPLE_NAMES)]
    found = [project for project in projects if folder and (project / folder).is_dir()]
    if not found:
        return stack
    from tfgen.package.site import with_site

    loaded = with_site(Readable("spec.yaml", found[0], source, stack))
    assert isinstance(loaded, Readable), loaded.diagnostics
    return loaded.stack


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
