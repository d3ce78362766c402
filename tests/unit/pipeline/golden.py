"""The pipelines of tests/cases/pipelines."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.specs import ROOT
from tfgen.pipeline.engines import FILES, Engine
from tfgen.pipeline.pipeline import Pipeline, Place, pipeline
from tfgen.pipeline.write import compare, headed, write
from tfgen.stack.loaded import Readable, loaded_in_each
from tfgen.stack.stack import Stack

CASES = ROOT / "tests/cases/pipelines"
NAMES = ("plain", "environments", "waves", "cloud")
REPOSITORIES = {"environments": "acme@1/shop@2"}


@functools.cache
def stacks(name: str) -> tuple[Stack, ...]:
    """The spec of a case as each environment has it."""
    file = CASES / name / "spec.yaml"
    found = loaded_in_each(file.read_bytes(), "spec.yaml", file.parent).values()
    return tuple(each.stack for each in found if isinstance(each, Readable))


def made(name: str) -> Pipeline:
    """The pipeline of a case."""
    return pipeline(stacks(name), Place("spec.yaml", "terraform", REPOSITORIES.get(name, "")), "0.1.0")


@functools.cache
def raw(name: str, engine: Engine) -> dict[str, str]:
    """What an engine makes of a case."""
    return FILES[engine](made(name))


@functools.cache
def files(name: str, engine: Engine) -> dict[str, str]:
    """What an engine is given for a case."""
    found = raw(name, engine)
    return {path: headed(engine, text) for path, text in found.items()}


EACH = [(name, engine) for name in NAMES for engine in Engine]
"""Every case with every engine."""


def folder(name: str, engine: Engine) -> Path:
    """Where what an engine is given for a case is committed."""
    return CASES / name / engine


def main() -> None:
    """Writes all of it anew."""
    for name, engine in EACH:
        changes, _ = compare(folder(name, engine), engine, raw(name, engine))
        assert not write(folder(name, engine), changes)
        for left in folder(name, engine).rglob("*.orig"):
            left.unlink()
