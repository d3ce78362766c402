"""Stand-ins for values from outside: what `given.yaml` says of them, for rehearsals and for plans without an account."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.spec.collections import Named
from tfgen.spec.record import Field, Keys, Partial, Record, field, record
from tfgen.spec.scalars import Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape
from tfgen.spec.source import Node, parse
from tfgen.stack.inputs import INPUT_NAME, Plain
from tfgen.stack.kinds.authorizer import AUTHORIZER_NAME
from tfgen.stack.obvious import obvious
from tfgen.stack.reference import Elsewhere, Export, OfInput, Parameter, StackOutput
from tfgen.stack.references import elsewhere
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.stack import Stack

FILE = "given.yaml"
"""Beside the spec."""
_NAME = Text("a name as the spec writes it", r"^\S+$", most=1200)


class _AsText(Shape[str]):
    """A text, a number, `true` or `false`, as the text that a function finds."""

    blank = ""
    plain = Plain()

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> str:
        found = self.plain.read(node, label, diagnostics)
        return self.blank if found is None else as_text(found)

    def schema(self) -> JsonSchema:
        return self.plain.schema()

    def words(self) -> str:
        return self.plain.words()


def as_text(value: str | float) -> str:
    """A value as Terraform makes text of it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(title: str) -> Named[str]:
    return Named(title, _NAME, _AsText())


@record
class Texts:
    """What is read from elsewhere, by its name as the spec writes it."""

    parameters: dict[str, str] = field(_texts("parameter"), "SSM parameters.", default={})
    exports: dict[str, str] = field(_texts("export"), "Exports of CloudFormation.", default={})
    stacks: dict[str, dict[str, str]] = field(
        Named("stack", _NAME, _texts("output")), "Outputs of CloudFormation stacks.", default={}
    )
    states: dict[str, dict[str, str]] = field(
        Named("state", _NAME, _texts("output")),
        "Outputs of states, by bucket and key: `acme/net.tfstate`.",
        default={},
    )

    def text(self, each: Elsewhere) -> str | None:
        """What is said of one; None if nothing is."""
        if isinstance(each, Parameter):
            return self.parameters.get(each.name)
        if isinstance(each, Export):
            return self.exports.get(each.name)
        if isinstance(each, StackOutput):
            return self.stacks.get(each.name, {}).get(each.output)
        return self.states.get(f"{each.bucket}/{each.key}", {}).get(each.output)


@record
class Credential:
    """What a Lambda authorizer lets in."""

    headers: dict[str, str] = field(Named("header", _NAME, _AsText()), "Headers of a request.", default={})
    query: dict[str, str] = field(
        Named("query parameter", _NAME, _AsText()), "Parameters of its query.", default={}
    )


_KEYS = Keys(
    {
        "credentials": Field(
            "credentials",
            Named("authorizer", AUTHORIZER_NAME, Record(Credential)),
            "What Lambda authorizers let in.",
            {},
            required=False,
        ),
        "inputs": Field("inputs", Named("input", INPUT_NAME, _AsText()), "Inputs.", {}, required=False),
        **Keys(Texts).fields,
        "regions": Field(
            "regions",
            Named("region", REGION_NAME, Record(Texts)),
            "What differs by region.",
            {},
            required=False,
        ),
    }
)


@frozen
class Given:
    """What stands in for values from outside."""

    inputs: Mapping[str, str] = dataclasses.field(default_factory=dict)
    texts: Texts = Texts()
    regions: Mapping[str, Texts] = dataclasses.field(default_factory=dict)
    credentials: Mapping[str, Credential] = dataclasses.field(default_factory=dict)
    """By authorizer, for rehearsals alone."""

    def text(self, each: Elsewhere, region: str) -> str | None:
        """What stands in for a value in a region; None if nothing does."""
        own = self.regions.get(region, Texts()).text(each)
        said = own if own is not None else self.texts.text(each)
        return said if said is not None else obvious(each.called, region)

    def value(self, stack: Stack, name: str, told: str | None) -> str | None:
        """The value of an input in a rehearsal; `told` is what the environment says. None if there is none."""
        declared = stack.inputs[name]
        said = self.inputs.get(name, told)
        if said is not None or declared.default is not None:
            return said if said is not None else as_text(declared.default)  # type: ignore[arg-type]  # as just tested
        if declared.sensitive:
            return f"stand-in-for-{name}-0123456789"
        return obvious(name, stack.home.name) if declared.type == "string" else None

    def lacking(self, stack: Stack, told: Mapping[str, str]) -> Iterator[OfInput | Elsewhere]:
        """What a stack needs and nothing stands in for."""
        for name in stack.inputs:
            if self.value(stack, name, told.get(name)) is None:
                yield OfInput(name)
        for each in elsewhere(stack):
            if any(self.text(each, region.name) is None for region in stack.regions):
                yield each


NOTHING_GIVEN = Given()
"""Where no file says anything."""


def read(text: str, name: str) -> tuple[Given, list[Diagnostic]]:
    """What a file says, and every diagnostic of it."""
    source, diagnostics = parse(text, name)
    if source is None:
        return Given(), diagnostics
    said = _KEYS.read(source.root, f"`{FILE}`", diagnostics)
    texts = Texts(**{key: said.get(key, {}) for key in Partial(Texts).fields})
    return Given(
        said.get("inputs", {}), texts, said.get("regions", {}), said.get("credentials", {})
    ), diagnostics


def written(each: OfInput | Elsewhere) -> str:
    """What a file says of something."""
    if isinstance(each, OfInput):
        return f"inputs: {{{each.name}: …}}"
    if isinstance(each, Parameter | Export):
        of = "parameters" if isinstance(each, Parameter) else "exports"
        return f"{of}: {{{_key(each.name)}: …}}"
    if isinstance(each, StackOutput):
        return f"stacks: {{{_key(each.name)}: {{{each.output}: …}}}}"
    return f"states: {{{_key(f'{each.bucket}/{each.key}')}: {{{each.output}: …}}}}"


def _key(name: str) -> str:
    return f'"{name}"' if "{" in name else name
