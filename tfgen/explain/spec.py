"""docs/spec.md: the spec language, told by the model that reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfgen.explain.markdown import code, table
from tfgen.spec.collections import Either, Many, Named, OneOrMany
from tfgen.spec.record import Field, Partial, Record, fields
from tfgen.spec.shape import Shape
from tfgen.stack.kinds.api import Api, Cors, Throttle
from tfgen.stack.kinds.function import DEFAULTS, DEPRECATED, FUNCTION_NAME, RUNTIMES, Function
from tfgen.stack.kinds.routing import Health, Routing
from tfgen.stack.kinds.table import TABLE_NAME, Capacity, Index, Range, Table, TableSettings
from tfgen.stack.region_name import OPT_IN, REGIONS
from tfgen.stack.spec import REGION_SETTINGS, SPEC
from tfgen.stack.state import State

_HERE = Path(__file__).parent
SMALL = _HERE.parents[1] / "examples/keyvalue/spec.yaml"
FULL = _HERE / "orders.yaml"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a text and the table of a record's keys. Without a text, the record speaks for itself."""

    level: int
    title: str
    record: type | Partial
    text: str = ""

    @property
    def anchor(self) -> str:
        """What links to the section end with."""
        return self.title.lower().replace(" ", "-")


def _not_shared() -> str:
    return ", ".join(code(name) for name in fields(Function) if name not in DEFAULTS)


def _runtimes() -> str:
    return ", ".join(
        f"{code(name)} (deprecated {DEPRECATED[name]})" if name in DEPRECATED else code(name)
        for name in RUNTIMES
    )


def _regions() -> str:
    return ", ".join(code(name) + ("\\*" if name in OPT_IN else "") for name in REGIONS)


SECTIONS = (
    Section(2, "Top level", SPEC, "The keys of the spec itself."),
    Section(
        2,
        "Regions",
        REGION_SETTINGS,
        f"""`regions` is a list, or a mapping when regions differ; a region without differences is `{{}}`. The first
region is home: the tables are created there and replicated to the others. Keep it first.

Known regions: {_regions()}. An account must enable those marked \\* before it can use them.

What a region may have of its own:""",
    ),
    Section(3, "Read capacity of a region", TableSettings),
    Section(
        2,
        "Functions",
        Function,
        f"""A mapping from {FUNCTION_NAME.words()} to the function.
Each becomes a Lambda function in every region, with a role of its own, a log group and the alias `live`.

`defaults` holds what functions share, under the same keys except {_not_shared()}.
A function's own value replaces the shared one; `env` is merged.

Runtimes: {_runtimes()}.""",
    ),
    Section(
        2,
        "Tables",
        Table,
        f"""A mapping from {TABLE_NAME.words()} to the table.
Every region reads and writes its own replica, and DynamoDB copies the writes to the others.""",
    ),
    Section(3, "Indexes", Index, "A mapping from an index's name to the secondary index."),
    Section(3, "Capacity", Capacity),
    Section(3, "Bounds", Range, "Bounds of an autoscaled capacity, in capacity units a second."),
    Section(2, "API", Api),
    Section(3, "CORS", Cors),
    Section(3, "Throttle", Throttle),
    Section(2, "Routing", Routing),
    Section(3, "Health", Health),
    Section(2, "State", State),
)

_RULES = """\
- There is one way to say a thing: no aliases, no abbreviations. Where a short form exists (one route instead
  of a list, a list of regions instead of a mapping), the table below says so.
- Unknown keys are errors, with the key that was probably meant. So are keys and list items that stand twice.
- `true` and `false` are the only booleans. Numbers are plain decimal digits: no `1_000`, no `017`, no `"10"`.
- Text that YAML takes for something else needs quotes: `"on"`, `"no"`, `"017"`, `"1.10"`. So does text that
  starts with `*`, `&`, `!`, `%`, `@`, `[` or `{`, or that holds `: ` or ` #`; and, inside `[…]` and `{…}`, text
  that holds a brace or a comma: `[POST /orders, "PUT /orders/{id}"]`.
- Anchors and aliases are allowed. Tags, merge keys (`<<`) and several documents in one file are not.
- Order has a meaning in two places: the first region is home, and in `key` the partition key comes first.
- Paths are relative to the spec's folder and stay below it.
- A spec has at most 2 MiB.
"""


def page() -> str:
    """The page."""
    parts = [
        "# The spec language",
        "<!-- Generated from the model: run `make golden` to write it anew. -->",
        "A spec is one YAML file that says what a service consists of and where it runs. What it does not say has a\n"
        "default. [spec.schema.json](spec.schema.json), which `tfgen schema` prints, gives completion in editors that\n"
        "heed a first line such as `# yaml-language-server: $schema=spec.schema.json`.",
        "## Rules of the language",
        _RULES.strip(),
        "## A small spec",
        _block(SMALL),
        "## A spec that uses most of the language",
        _block(FULL),
        *(_section(section) for section in SECTIONS),
    ]
    return "\n\n".join(parts) + "\n"


def _block(path: Path) -> str:
    return f"```yaml\n{path.read_text('utf-8').strip()}\n```"


def _section(section: Section) -> str:
    heading = f"{'#' * section.level} {section.title}"
    text = section.text or (section.record.__doc__ or "")
    rows = table(("key", "takes", "default", "what it is"), map(_row, fields_of(section).values()))
    return f"{heading}\n\n{text.strip()}\n\n{rows.strip()}"


def fields_of(section: Section) -> Mapping[str, Field]:
    """The fields that a section tells of."""
    return section.record.fields if isinstance(section.record, Partial) else fields(section.record)


def _row(field: Field) -> tuple[str, str, str, str]:
    anchors = {section.record: section.anchor for section in SECTIONS}
    target = next((anchors[record] for record in records(field.shape) if record in anchors), None)
    key = code(field.name)
    return f"[{key}](#{target})" if target else key, _takes(field.shape), _default(field), field.doc


def _takes(shape: Shape[Any]) -> str:
    if isinstance(shape, Either):
        return f"{_takes(shape.first)}, or {_takes(shape.other)}"
    if isinstance(shape, Named) and not any(records(shape)):
        return f"{shape.words()}, each {shape.value.words()}"
    return shape.words()


def _default(field: Field) -> str:
    value = field.default
    if field.required:
        return "required"
    if value in (None, "", (), {}) or dataclasses.is_dataclass(value):
        return ""
    return code(str(value).lower() if isinstance(value, bool) else str(value))


def records(shape: Shape[Any]) -> Iterator[type]:
    """The records that a shape leads to."""
    if isinstance(shape, Record):
        yield shape.cls
    elif isinstance(shape, Partial):
        if shape.cls:
            yield shape.cls
        else:
            for field in shape.fields.values():
                yield from records(field.shape)
    elif isinstance(shape, Named):
        yield from records(shape.value)
    elif isinstance(shape, Many | OneOrMany):
        yield from records(shape.item)
    elif isinstance(shape, Either):
        yield from records(shape.first)
        yield from records(shape.other)
