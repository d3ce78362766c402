"""docs/kinds.md: where each kind of thing is on each floor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tfgen.explain import spec
from tfgen.explain.markdown import table
from tfgen.render.kinds import PARTS
from tfgen.stack.kind import Kind
from tfgen.stack.kinds import KINDS

_ROOT = Path(__file__).parents[2]

FLOORS = {
    "stack": "tfgen/stack/kinds/{one}.py",
    "rendered": "tfgen/render/kinds/{one}.py",
    "rules": "tfgen/check/rules/{one}",
    "cost": "tfgen/cost/kinds/{one}.py",
    "emulator": "tfgen/emulator/{service}",
    "rehearsed": "tfgen/rehearse/kinds/{one}.py",
}
"""What a kind has on each floor, by the floor's name in the table."""

EXCUSES = {
    ("parameter", "rules"): "it exists, and is left as it is",
    ("encryption", "emulator"): "moto's, [mended](../tfgen/emulator/patches/kms.py)",
    ("encryption", "rehearsed"): "applied with what it encrypts",
    ("api", "rehearsed"): "its routes are those of functions",
    ("module", "rules"): "its Terraform is checked as tfgen's own is",
    ("module", "emulator"): "its resources are those of other services",
    ("module", "rehearsed"): "applied with the stack",
    ("authorizer", "rehearsed"): "its routes are those of functions",
    ("api_key", "rehearsed"): "its routes are those of functions",
    ("api_key", "rules"): "those of authorizers",
    ("routing", "rehearsed"): "the steps are about it",
}
"""Why a kind has nothing on a floor."""


def page() -> str:
    """The page. Raises ValueError for a kind that lacks something on a floor without an excuse."""
    head = ("kind", "in a spec", *FLOORS, "modules")
    return (
        "\n\n".join(
            [
                "# The kinds of thing",
                "<!-- Generated from the tuples of kinds: run `make golden` to write it anew. -->",
                "A kind has one name, and a file of that name on each floor that knows it. Every floor loops over one\n"
                "tuple. [contributing.md](contributing.md) tells how one is added.",
                table(head, map(_row, KINDS)).strip(),
            ]
        )
        + "\n"
    )


def _row(kind: Kind[Any]) -> tuple[str, ...]:
    anchors = {section.of: section.anchor for section in spec.sections() if section.of}
    described = f"[`{kind.key}`](spec.md#{anchors[kind.record]})"
    return (kind.one, described, *(_cell(kind, floor) for floor in FLOORS), ", ".join(_modules(kind)))


def _cell(kind: Kind[Any], floor: str) -> str:
    path = FLOORS[floor].format(one=kind.one, service=kind.service)
    excuse = EXCUSES.get((kind.one, floor))
    if (_ROOT / path).exists() == bool(excuse):
        raise ValueError(
            f"{kind.one} has {'an excuse for and' if excuse else 'no'} {path} on the floor {floor}"
        )
    return excuse or f"[{Path(path).name}](../{path})"


def _modules(kind: Kind[Any]) -> Iterator[str]:
    part = next(part for part in PARTS if part.kind is kind)
    for name in dict.fromkeys((*part.root_modules, *part.in_region)):
        if (_ROOT / "modules" / name).is_dir():
            yield f"[{name}](../modules/{name}/README.md)"
