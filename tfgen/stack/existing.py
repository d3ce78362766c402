"""What somebody else made and functions may use (`existing`): nothing is made of it, and its ARN follows from its name."""

from __future__ import annotations

from typing import Any

from tfgen.diagnostics import Code
from tfgen.spec import source
from tfgen.spec.record import Partial, Record, meant
from tfgen.spec.scalars import Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, short
from tfgen.spec.source import Node

SETTING_OF_EXISTING = Code(
    "TFG181",
    "setting of what exists",
    finds="a setting of a thing that somebody else made, where it is declared or where a region changes it.",
    why="""nothing is made of what is named by `existing`, and nothing of it is changed: the setting would be
lost without a word.""",
    example="""\
tables: {customers: {existing: crm-customers, key: {id: S}, ttl: expires_at}}
""",
    instead="""the settings of whoever made it. To take it over into this spec with its data, leave `existing`
out, say its `name`, and list under `adopt` the regions where it is.""",
)


def existing_name(what: str, characters: str, most: int) -> Text:
    """The name in AWS of something that exists; `{region}`, `{account}` and `{environment}` may be a part of it."""
    return Text(
        f"the name of {what} that exists, with `{{region}}` where the region's name goes",
        rf"^([{characters}]|\{{(region|account|environment)\}})+$",
        most=most,
        hint="write the name alone: its ARN follows from it, the region and the account",
    )


class OrExisting(Shape[Any]):
    """A thing that is made or, where the key `existing` is written, one that somebody else made."""

    def __init__(self, made: Record[Any] | Partial, existing: type) -> None:
        self.made = made
        self.existing: Record[Any] = Record(existing)
        self.fields = made.given.fields if isinstance(made, Record) else made.fields

    @property
    def blank(self) -> Any:
        return self.made.blank

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Any:
        known = self.existing.given.fields
        if not isinstance(node, source.Mapping) or "existing" not in meant(
            node.entries, {**self.fields, **known}
        ):
            return self.made.read(node, label, diagnostics)
        settings = [name for name in node.entries if name in self.fields and name not in known]
        for name in settings:
            message = (
                f"{label} exists already, and nothing of it is made: `{short(name)}` is no setting of it"
            )
            hint = f"take it out: of what exists, {', '.join(f'`{key}`' for key in known)} can be told"
            diagnostics.append(SETTING_OF_EXISTING(message, node.entries[name].key.span, hint))
        return self.existing.read(_without(node, settings), label, diagnostics)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.made.schema(), self.existing.schema()]}

    def words(self) -> str:
        return self.made.words()

    def written(self, node: Node) -> str:
        return self.made.written(node)


def _without(node: source.Mapping, names: list[str]) -> source.Mapping:
    found = source.Mapping(node.span, node.flow)
    found.key = node.key
    found.entries = {name: entry for name, entry in node.entries.items() if name not in names}
    return found
