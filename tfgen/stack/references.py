"""References over all kinds: what they come to, and those that lead nowhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tfgen.spec import codes as spec_codes
from tfgen.spec import source as tree
from tfgen.spec.shape import JsonSchema, closest, short
from tfgen.spec.source import Path
from tfgen.stack import codes, names
from tfgen.stack.inputs import Input
from tfgen.stack.kind import Said
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.module import EVERY, MODULE
from tfgen.stack.reading import Reading
from tfgen.stack.reference import (
    WORDS,
    Elsewhere,
    OfInput,
    OfModule,
    OfSpec,
    Reference,
    StateOutput,
    Thing,
    Value,
)
from tfgen.stack.reference_codes import NO_REFERENCE, READABLE, REFERENCE
from tfgen.stack.stack import Stack


def text(stack: Stack, value: Value) -> str | None:
    """What a value comes to where it follows from the spec, with `{region}` and `{account}` left in; else None."""
    if isinstance(value, str):
        return value
    if isinstance(value, OfSpec):
        return {"region": "{region}", "service": stack.service, "environment": stack.environment}[value.what]
    if isinstance(value, Thing):
        return _of_thing(stack, value)
    return None


def varies(stack: Stack, value: Value) -> bool:
    """Whether regions differ in it."""
    if isinstance(value, OfModule):
        return stack.all(MODULE)[value.name].in_ == EVERY
    if isinstance(value, StateOutput):
        return "{region}" in value.bucket + value.key + value.region
    found = text(stack, value)
    return "{region}" in found if found is not None else not isinstance(value, OfInput)


def _of_thing(stack: Stack, thing: Thing) -> str | None:
    kind = next((kind for kind in KINDS if kind.one == thing.word), None)
    if kind is None:
        return None
    if thing.form == "name":
        return names.of(stack, kind, thing.name)
    if thing.form == "arn":
        return kind.arn(stack, thing.name) if kind.arn else None
    return kind.access.value(stack, thing.name) if kind.access else None


def places(stack: Stack) -> dict[Reference, Path]:
    """Where each reference of a stack stands first."""
    found: dict[Reference, Path] = {}
    for path, each in placed(stack.things, ()):
        found.setdefault(each, path)
    for region in stack.regions:
        for path, each in placed(region.things, ("regions", region.name)):
            found.setdefault(each, path)
    return found


def known(text: str, stack: Stack) -> str:
    """A name with `{environment}` filled in."""
    return text.replace("{environment}", stack.environment)


def found(value: Any) -> Iterator[Reference]:
    """Every reference in a value of the model."""
    return (each for _, each in placed(value, ()))


def placed(value: Any, path: Path) -> Iterator[tuple[Path, Reference]]:
    """The same, each with its path."""
    if isinstance(value, str | bytes | int | None):
        return
    if isinstance(value, Reference):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from placed(each, (*path, name))
    elif isinstance(value, Sequence):
        for number, each in enumerate(value):
            yield from placed(each, (*path, number))
    elif dataclasses.is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from placed(getattr(value, name), (*path, name))


def of(stack: Stack) -> dict[Reference, None]:
    """Every reference of a stack, once, in the order of its things."""
    of_regions = (found(region.things) for region in stack.regions)
    return dict.fromkeys((*found(stack.things), *(each for region in of_regions for each in region)))


def elsewhere(stack: Stack) -> list[Elsewhere]:
    """What a stack reads that has to exist before."""
    return [each for each in of(stack) if isinstance(each, Elsewhere)]


def needs_account(stack: Stack) -> bool:
    """Whether the name of something that is read elsewhere has the account in it."""
    return any(
        "{account}" in getattr(each, name) for each in elsewhere(stack) for name in each.__dataclass_fields__
    )


def misplaced(reading: Reading) -> None:
    """Says of references that stand where none can what they are."""
    told = {each.span for each in reading.diagnostics if each.code == spec_codes.WRONG_TYPE.id}
    if not told:
        return
    words = {*WORDS, *(kind.one for kind in KINDS if kind.access)}
    spans = {
        node.span
        for node in _mappings(reading.source.root)
        if len(node.entries) == 1 and words & node.entries.keys()
    }
    for number, each in enumerate(reading.diagnostics):
        if each.code == spec_codes.WRONG_TYPE.id and each.span in spans:
            message = each.message.replace("found a mapping", "found a reference")
            reading.diagnostics[number] = NO_REFERENCE(message, each.span, _INSTEAD)


_INSTEAD = (
    "write the value itself: a reference gives a text that nothing depends on before the stack is deployed"
)


def _mappings(node: tree.Node) -> Iterator[tree.Mapping]:
    if isinstance(node, tree.Mapping):
        yield node
        for entry in node.entries.values():
            yield from _mappings(entry.value)
    elif isinstance(node, tree.Sequence):
        for item in node.items:
            yield from _mappings(item)


def schema() -> JsonSchema:
    """Every reference as JSON Schema."""
    of_kinds = {kind.one: f"What leads to a {kind.one} of the spec." for kind in KINDS if kind.access}
    found = {word: {**each.shape.schema(), "description": each.doc} for word, each in WORDS.items()}
    for word, doc in of_kinds.items():
        text: JsonSchema = {"type": "string", "description": doc}
        found[word] = {"anyOf": [text, found[word]]} if word in found else text
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": found,
    }


def check(said: Said, inputs: Mapping[str, Input], reading: Reading) -> None:
    """Reports references to what is not there, and inputs where they can be read."""
    for path, each in placed(said, ()):
        if isinstance(each, Thing):
            _check_thing(each, path, said, reading)
        elif isinstance(each, OfInput):
            _check_input(each, path, inputs, reading)
        elif isinstance(each, OfModule):
            _check_module(each, path, said, reading)
        elif "environments" not in reading.source.names() and _asks_for_environment(each):
            message = "the spec has no `environments`, so there is none to refer to"
            reading.report(REFERENCE, path, message)


def _asks_for_environment(each: Reference) -> bool:
    if isinstance(each, OfSpec):
        return each.what == "environment"
    values = (getattr(each, name) for name in each.__dataclass_fields__)
    return any("{environment}" in value for value in values)


_WRITTEN = {"parameter": "write `{parameter: {name: …, read: deploy}}`"}


def _check_thing(each: Thing, path: Path, said: Said, reading: Reading) -> None:
    kinds = {kind.one: kind for kind in KINDS if (kind.arn if each.form == "arn" else kind.access)}
    kind = kinds.get(each.word)
    if kind is None:
        words = [*kinds, *(() if each.form else WORDS)]
        message = f"`{each.word}` is no key of a reference"
        if each.word == "parameter":
            message = f"a parameter that the spec does not name takes a mapping, found `{short(each.name)}`"
        hint = _WRITTEN.get(each.word) or closest(each.word, words) or f"known keys: {', '.join(words)}"
        reading.report(REFERENCE, path, message, hint)
    elif each.name not in said[kind.key] and not reading.source.is_mistaken(kind.key):
        written = reading.source.names(kind.key)
        if each.name not in written:
            message = f"{kind.one} `{each.name}`, which is referred to, is not there"
            reading.report(codes.UNKNOWN_NAME, path, message, closest(each.name, written))


def _check_module(each: OfModule, path: Path, said: Said, reading: Reading) -> None:
    written = reading.source.names("modules")
    if (
        each.name not in said["modules"]
        and each.name not in written
        and not reading.source.is_mistaken("modules")
    ):
        message = f"module `{each.name}`, which is referred to, is not there"
        reading.report(codes.UNKNOWN_NAME, path, message, closest(each.name, written))


def _check_input(each: OfInput, path: Path, inputs: Mapping[str, Input], reading: Reading) -> None:
    name = each.name
    written = reading.source.names("inputs")
    if name in inputs and inputs[name].sensitive and not each.is_hidden:
        message = (
            f"input `{name}` is sensitive, and what stands here can be read in AWS and in Terraform's state"
        )
        hint = "make a secret of it (`secrets`), which the function reads when it runs"
        reading.report(READABLE, path, message, hint)
    elif name not in written and not reading.source.is_mistaken("inputs"):
        message = f"input `{name}`, which is referred to, is not declared"
        hint = closest(name, written) or f"declare it: `inputs: {{{name}: {{}}}}`"
        reading.report(REFERENCE, path, message, hint)
