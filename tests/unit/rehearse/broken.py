"""A stack that works in two regions, and the faults that a person could put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.specs import dump, read
from tfgen.render.tree import configuration, packages
from tfgen.stack.stack import Stack

HOME, OTHER = "eu-west-1", "us-west-2"

HEALTH = "health.py"
ITEMS = "items.py"
JOB = "job.py"
CODE = {
    HEALTH: """import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_ITEMS"])


def main(event, context):
    table.get_item(Key={"id": "health"})
    return {"statusCode": 200}
""",
    ITEMS: """import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_ITEMS"])


def main(event, context):
    key = {"id": event["pathParameters"]["id"]}
    method = event.get("httpMethod") or event["requestContext"]["http"]["method"]
    if method == "POST":
        table.put_item(Item=key)
    return {"statusCode": 200 if "Item" in table.get_item(Key=key) else 404}
""",
    JOB: """def main(event, context):
    return {"batchItemFailures": []}
""",
}

SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "broken",
    "domain": "api.example.com",
    "regions": [HOME, OTHER],
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"items": {"key": {"id": "S"}, "protect": False}},
    "functions": {
        "health": {"handler": "health.main", "http": "GET /health", "access": {"items": "read"}},
        "items": {
            "handler": "items.main",
            "http": ["GET /{id}", "POST /{id}"],
            "access": {"items": "read-write"},
        },
    },
}


@dataclass(frozen=True)
class Edit:
    """A text that one of the files has once, and what it becomes; of a block, if its first line is given."""

    path: str
    old: str
    new: str
    block: str = ""

    def made(self, text: str) -> str:
        """The text with the edit. Raises AssertionError unless there is one text to edit."""
        start = text.find(self.block)
        end = text.index("\n}\n", start) + 3 if self.block else len(text)
        edited = text[start:end]
        assert start >= 0, f"{self.path} lacks {self.block!r}"
        assert edited.count(self.old) == 1, f"{self.path} has not one {self.old!r}"
        return text[:start] + edited.replace(self.old, self.new) + text[end:]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a stack, the step at which a rehearsal has to notice, and what it has to say."""

    name: str
    step: str
    says: str
    """A regular expression for the failure's words."""
    edits: tuple[Edit, ...] = ()
    """Of rendered files, by their path relative to the root module, or of CODE."""
    added: str = ""
    """Text for the end of main.tf."""
    spec: Mapping[str, Any] = field(default_factory=dict)
    """Keys of the spec that are other than usual."""


class Broken:
    """A stack with faults: its spec is right, what becomes of it is not."""

    def __init__(self, faults: Sequence[Fault], project: Path) -> None:
        self._edits = [edit for fault in faults for edit in fault.edits]
        self._added = "".join(fault.added for fault in faults)
        self._project = project
        spec = dict(SPEC)
        for fault in faults:
            spec |= fault.spec
        self._source, self.stack = read(dump(spec))
        for name, text in CODE.items():
            (project / "src").mkdir(exist_ok=True)
            (project / "src" / name).write_text(self._edited(name, text), "utf-8")

    def rendered(self, stack: Stack) -> dict[str, bytes]:
        """The files, with the faults in them."""
        zips, diagnostics = packages(stack, self._source, self._project)
        assert not diagnostics
        texts = configuration(stack, "spec.yaml")
        texts["main.tf"] += self._added
        assert {edit.path for edit in self._edits} <= texts.keys() | CODE.keys()
        return zips | {path: self._edited(path, text).encode() for path, text in texts.items()}

    def _edited(self, path: str, text: str) -> str:
        for edit in self._edits:
            if edit.path == path:
                text = edit.made(text)
        return text
