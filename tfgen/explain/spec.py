"""docs/spec.md: the spec language, told by the model that reads it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfgen.explain.markdown import code, table
from tfgen.explain.tasks import TASKS, Task
from tfgen.spec.collections import Either, Listed, Many, Named, OneOrMany
from tfgen.spec.record import Field, OneOf, Partial, Record, fields
from tfgen.spec.shape import Shape
from tfgen.stack.existing import OrExisting
from tfgen.stack.kind import Kind
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.api import Api, Cors
from tfgen.stack.kinds.function import DEFAULTS, DEPRECATED, FUNCTION, RUNTIMES, Function
from tfgen.stack.kinds.table import Index, Range, Table, TableSettings
from tfgen.stack.reference import WORDS
from tfgen.stack.region_name import OPT_IN, REGIONS
from tfgen.stack.spec import REGION_SETTINGS, SPEC

_HERE = Path(__file__).parent
SMALL = _HERE.parents[1] / "examples/keyvalue/spec.yaml"
FULL = _HERE / "orders.yaml"


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a text and a table of keys."""

    level: int
    title: str
    fields: Fields
    text: str
    of: type | None = None
    """The record that has the keys."""

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


_DIFFERS = "in-one-region"
_REGIONS = f"""Known regions: {_regions()}. An account must enable those marked \\* before it can use them."""

_REFERENCES = """Where a text may be a reference, a mapping with one key says where it comes from; [values.md](values.md)
tells more. Beside the keys below, {own} with the name of a thing give what a function finds in `<KIND>_<NAME>` if it has
access: a table's name, a queue's URL. Names of what is read elsewhere may have `{{region}}`, `{{account}}` and
`{{environment}}` in them."""

_TOLD = {
    TableSettings: ("Read capacity of a region", ""),
    Function: (
        "Functions",
        f"""Each becomes a Lambda function in every region, with a role of its own, a log group and the alias `live`.

`defaults` holds what functions share, under the same keys except {_not_shared()}.
A function's own value replaces the shared one; `env` is merged.

Runtimes: {_runtimes()}.""",
    ),
    Table: (
        "Tables",
        "Every region reads and writes its own replica, and DynamoDB copies the writes to the others; or, "
        "with `replicate: false`, a table of its own.",
    ),
    Index: ("Indexes", "A mapping from an index's name to the secondary index."),
    Range: ("Bounds", "Bounds of an autoscaled capacity, in capacity units a second."),
    Api: ("API", ""),
    Cors: ("CORS", ""),
}
"""Titles and texts of records that do not speak for themselves."""


def sections() -> Iterator[Section]:
    """Every section: the tasks, and below each the records that its keys lead to."""
    told: set[type] = set()
    for task in TASKS:
        yield Section(2, task.title, {key: _field(key) for key in task.keys}, _task(task))
        for key in task.keys:
            yield from _below(key, told)


def _task(task: Task) -> str:
    return f"{task.text}\n\n```yaml\n# fragment\n{task.example}```"


def _field(key: str) -> Field:
    """The field of a key of the spec, or of one of a function."""
    first, _, of_function = key.partition(".")
    return dataclasses.replace(
        _fields_of(FUNCTION)[of_function] if of_function else SPEC.fields[first], name=key
    )


def _fields_of(kind: Kind[Any]) -> Fields:
    shape = kind.shape(KINDS)
    one = shape.value if isinstance(shape, Named) else shape
    one = one.made if isinstance(one, OrExisting) else one
    if isinstance(one, OneOf):
        return one.known()
    return one.fields if isinstance(one, Partial) else fields(kind.record)


def _below(key: str, told: set[type]) -> Iterator[Section]:
    kind = next((each for each in KINDS if each.key == key), None)
    if kind:
        yield from _of_kind(kind, told)
    elif key == "regions":
        yield Section(3, "In one region", REGION_SETTINGS.fields, _REGIONS)
        for field in REGION_SETTINGS.fields.values():
            for record in set(records(field.shape)) - {each.record for each in KINDS}:
                yield from _once(4, record, fields(record), told)
    elif key == "functions.env":
        yield from _of_references(told)
    else:
        yield from _nested_once(3, {key: _field(key)}, told)


def _of_references(told: set[type]) -> Iterator[Section]:
    """What stands for a text that is known elsewhere."""
    words = {word: Field(word, each.shape, each.doc, None, required=False) for word, each in WORDS.items()}
    own = ", ".join(f"`{{{kind.one}: …}}`" for kind in KINDS if kind.access)
    yield Section(3, "References", words, _REFERENCES.format(own=own))
    yield from _nested_once(4, words, told)


def _of_kind(kind: Kind[Any], told: set[type]) -> Iterator[Section]:
    elsewhere = {
        key.partition(".")[2] for task in TASKS for key in task.keys if key.startswith(f"{kind.key}.")
    }
    known = {name: field for name, field in _fields_of(kind).items() if name not in elsewhere}
    lead = (
        f"A mapping from {kind.name.words()} to the {kind.one}.\n"
        if isinstance(kind.shape(KINDS), Named)
        else ""
    )
    told.add(kind.record)
    title = _TOLD.get(kind.record, (kind.key.capitalize(), ""))[0]
    yield Section(3, title, known, lead + _text(kind.record), kind.record)
    shape = kind.shape(KINDS)
    one = shape.value if isinstance(shape, Named) else shape
    for record in records(one) if isinstance(one, OneOf) else ():
        yield from _once(4, record, fields(record), told)
    yield from _nested_once(4, known, told)
    if kind.existing:
        yield from _once(4, kind.existing, fields(kind.existing), told)


def _nested_once(level: int, known: Fields, told: set[type]) -> Iterator[Section]:
    for record, below in _nested(known):
        yield from _once(level, record, below, told)


def _once(level: int, record: type, known: Fields, told: set[type]) -> Iterator[Section]:
    if record not in told:
        told.add(record)
        title = _TOLD.get(record, (re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__).capitalize(), ""))[0]
        yield Section(level, title, known, _text(record), record)


def _text(record: type) -> str:
    return _TOLD.get(record, ("", ""))[1] or record.__doc__ or ""


def _nested(known: Fields) -> Iterator[tuple[type, Fields]]:
    for field in known.values():
        for record in records(field.shape):
            if record not in {kind.record for kind in KINDS}:
                yield record, fields(record)
                yield from _nested(fields(record))


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
    found = list(sections())
    anchors = {section.of: section.anchor for section in found if section.of}
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
        *(_section(section, anchors) for section in found),
    ]
    return "\n\n".join(parts) + "\n"


def _block(path: Path) -> str:
    return f"```yaml\n{path.read_text('utf-8').strip()}\n```"


def _section(section: Section, anchors: Mapping[type, str]) -> str:
    heading = f"{'#' * section.level} {section.title}"
    if not section.fields:
        return f"{heading}\n\n{section.text.strip()}"
    rows = (_row(field, anchors) for field in section.fields.values())
    told = table(("key", "takes", "default", "what it is"), rows)
    return f"{heading}\n\n{section.text.strip()}\n\n{told.strip()}"


def _row(field: Field, anchors: Mapping[type, str]) -> tuple[str, str, str, str]:
    leads = (anchors[record] for record in records(field.shape) if record in anchors)
    target = _DIFFERS if field.name == "regions" else next(leads, None)
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
    elif isinstance(shape, OrExisting):
        yield from (*records(shape.made), shape.existing.cls)
    elif isinstance(shape, OneOf):
        yield from (each.cls for each in shape.records.values())
    elif isinstance(shape, Partial):
        yield from _of_partial(shape)
    elif isinstance(shape, Named):
        yield from records(shape.value)
    elif isinstance(shape, Listed):
        yield from records(shape.named)
    elif isinstance(shape, Many | OneOrMany):
        yield from records(shape.item)
    elif isinstance(shape, Either):
        yield from records(shape.first)
        yield from records(shape.other)


def _of_partial(shape: Partial) -> Iterator[type]:
    if shape.cls:
        yield shape.cls
        return
    for field in shape.fields.values():
        yield from records(field.shape)
