"""References: what stands in a text field for a text that follows from the spec, or that is known elsewhere.

A reference is a mapping with one key, which says where the text comes from. It gives a value alone: no rights, and
never a key or a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tfgen.frozen import frozen
from tfgen.spec import source
from tfgen.spec.habits import function_of_cloudformation
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, short
from tfgen.spec.source import Node
from tfgen.stack.reference_codes import REFERENCE
from tfgen.stack.region_name import REGIONS

PLACEHOLDERS = ("{region}", "{account}", "{environment}")
"""What may stand in the names of what is read elsewhere."""
_AT_RUN_TIME = "what is read while a function runs is named by `parameters`, with `access: read`"
_PLACE = r"\{(region|account|environment)\}"


@frozen
class Thing:
    """One of the spec's own things: `{table: orders}`, `{arn: {table: orders}}`, `{name: {queue: jobs}}`."""

    word: str
    """What one of its kind is called."""
    name: str
    form: str = ""
    """`arn` or `name`; empty for what `<KIND>_<NAME>` holds where a function has access."""


@frozen
class OfInput:
    """A Terraform variable of the root: `{input: log_level}`."""

    name: str
    is_hidden: bool = False
    """Whether it stands where a sensitive one may."""

    def words(self) -> str:
        """What it is, in a sentence."""
        return f"input `{self.name}`"


@frozen
class OfSpec:
    """What the spec says of itself: `{spec: region}`."""

    what: str


@record
class Parameter:
    """An SSM parameter, read when the stack is deployed."""

    name: str = field(
        Text("a parameter's name such as `/shop/limit`", rf"^([A-Za-z0-9_./-]|{_PLACE})+$", most=1011),
        "Its name.",
    )
    read: str = field(
        Choice("deploy", hints=dict.fromkeys(("run", "runtime", "start"), _AT_RUN_TIME)),
        "When it is read: each deployment takes the value of that moment.",
    )

    @property
    def called(self) -> str:
        """What names the value itself."""
        return self.name

    def words(self) -> str:
        """What it is, in a sentence."""
        return f"parameter `{self.name}`"


@frozen
class Export:
    """What a CloudFormation stack exports: `{export: network-SubnetA}`."""

    name: str

    @property
    def called(self) -> str:
        """What names the value itself."""
        return self.name

    def words(self) -> str:
        """What it is, in a sentence."""
        return f"export `{self.name}`"


@record
class StackOutput:
    """An output of a CloudFormation stack."""

    name: str = field(
        Text("a stack's name such as `network`", rf"^([A-Za-z0-9-]|{_PLACE})+$", most=128), "The stack."
    )
    output: str = field(Text("an output's name", r"^[A-Za-z0-9]+$", most=255), "Its output.")

    @property
    def called(self) -> str:
        """What names the value itself."""
        return self.output

    def words(self) -> str:
        """What it is, in a sentence."""
        return f"output `{self.output}` of stack `{self.name}`"


@record
class StateOutput:
    """An output of another Terraform state in S3."""

    bucket: str = field(
        Text("a bucket's name", rf"^([a-z0-9.-]|{_PLACE})+$", most=100), "The bucket of the state."
    )
    key: str = field(
        Text("a path such as `network/terraform.tfstate`", rf"^([A-Za-z0-9_./-]|{_PLACE})+$", most=500),
        "The object.",
    )
    region: str = field(
        Choice(*REGIONS, "{region}", what="a region code such as `eu-west-1`, or `{region}`"),
        "The bucket's region.",
    )
    output: str = field(
        Text("an output's name", r"^[A-Za-z_][A-Za-z0-9_-]*$", most=100), "The output, which is text."
    )

    @property
    def called(self) -> str:
        """What names the value itself."""
        return self.output

    def words(self) -> str:
        """What it is, in a sentence."""
        return f"output `{self.output}` of state `{self.key}` in bucket `{self.bucket}`"


@frozen
class OfModule:
    """An output of a module of the spec's own: `{module: messaging.topic_arn}`."""

    name: str
    output: str


Elsewhere = Parameter | Export | StackOutput | StateOutput
"""What has to exist before the stack does."""
Reference = Thing | OfInput | OfSpec | OfModule | Elsewhere
Value = str | Reference
"""What a field holds that takes text or a reference."""


@frozen
class Word:
    """A key of references: what it takes, the reference that comes of it, and what the docs say."""

    shape: Shape[Any]
    make: Callable[[Any], Reference]
    doc: str


class _OneThing(Shape[Any]):
    """One of the spec's own things, by the word of its kind: which words there are, the kinds say later."""

    blank = None

    def __init__(self, form: str) -> None:
        self.form = form

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Any:
        if isinstance(node, source.Mapping) and len(node.entries) == 1:
            (word, entry), *_ = node.entries.items()
            if isinstance(entry.value, source.Scalar) and entry.value.reads_as == "str":
                return Thing(word, entry.value.text, self.form)
        return self.wrong_type(node, label, diagnostics, f"write `{{{self.form}: {{table: orders}}}}`")

    def schema(self) -> JsonSchema:
        return {"type": "object", "minProperties": 1, "maxProperties": 1}

    def words(self) -> str:
        return "the kind and the name of a thing, as in `{table: orders}`"


WORDS: Mapping[str, Word] = {
    "input": Word(Text("the name of an input"), OfInput, "A Terraform variable that `inputs` declares."),
    "spec": Word(
        Choice("environment", "region", "service"),
        OfSpec,
        "What the spec says of itself, by `region` each its own.",
    ),
    "arn": Word(
        _OneThing("arn"), lambda thing: thing, "The ARN of a thing of the spec, in each region its own."
    ),
    "name": Word(_OneThing("name"), lambda thing: thing, "The name in AWS of a thing of the spec."),
    "parameter": Word(
        Record(Parameter), lambda parameter: parameter, "An SSM parameter, in each region its own."
    ),
    "export": Word(
        Text("an export's name", rf"^([^\s{{}}]|{_PLACE})+$", most=255),
        Export,
        "An export of CloudFormation, in each region its own.",
    ),
    "stack": Word(
        Record(StackOutput),
        lambda output: output,
        "An output of a CloudFormation stack, in each region its own.",
    ),
    "state": Word(Record(StateOutput), lambda output: output, "An output of another Terraform state in S3."),
    "module": Word(
        Text(
            "a module and its output, such as `messaging.topic_arn`", r"^[a-z0-9-]+\.[A-Za-z_][A-Za-z0-9_-]*$"
        ),
        lambda text: OfModule(*text.split(".")),
        "An output of a module of your own, in each region its own.",
    ),
}
"""The keys of references, beside the kinds' own: `{table: orders}`."""


class Referring(Shape[Value]):
    """A text of a shape, or a reference. What `hides` may be a sensitive input too."""

    def __init__(self, text: Shape[str], hides: bool = False) -> None:
        self.text, self.hides = text, hides
        self.blank = text.blank

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Value:
        if isinstance(node, source.Scalar):
            return self.text.read(node, label, diagnostics)
        if not isinstance(node, source.Mapping):
            return self.wrong_type(node, label, diagnostics)
        known = len(diagnostics)
        found: Reference | None = _read(node, label, diagnostics)
        if found is None or len(diagnostics) > known:
            return self.blank
        return OfInput(found.name, self.hides) if isinstance(found, OfInput) else found

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.text.schema(), {"$ref": "#/$defs/reference"}]}

    def written(self, node: Node) -> str:
        return self.text.written(node)

    def words(self) -> str:
        return f"{self.text.words()}, or a reference"


def _read(node: source.Mapping, label: str, diagnostics: Diagnostics) -> Reference | None:
    if len(node.entries) != 1:
        told = " and ".join(f"`{short(key)}`" for key in node.entries) or "none"
        message = f"{label} takes text or a reference, which is a mapping with one key, found {told}"
        diagnostics.append(REFERENCE(message, node.span, "write one of them, as in `{input: log_level}`"))
        return None
    (word, entry), *_ = node.entries.items()
    if habit := function_of_cloudformation(word):
        message = f"`{word}` of {label} is CloudFormation's"
        diagnostics.append(REFERENCE(message, entry.key.span, habit))
        return None
    is_thing = isinstance(entry.value, source.Scalar) and (word not in WORDS or word == "parameter")
    if not is_thing and word in WORDS:
        value = WORDS[word].shape.read(entry.value, f"`{word}` of {label}", diagnostics)
        return WORDS[word].make(value) if value else None
    if isinstance(entry.value, source.Scalar) and entry.value.reads_as == "str":
        return Thing(word, entry.value.text)
    message = f"`{short(word)}` of {label} takes the name of a thing"
    diagnostics.append(REFERENCE(message, entry.value.span, "write it as in `{table: orders}`"))
    return None
