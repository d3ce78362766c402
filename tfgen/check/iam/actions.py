"""Actions, the resources that they take, and condition keys, by what a policy writes: wildcards and any case."""

from __future__ import annotations

import difflib
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tfgen.check.iam.patterns import arns_overlap
from tfgen.frozen import frozen

_FILE = Path(__file__).with_name("actions.json.gz")
_TAG = re.compile(r"/(\$\{\w+\}|tag-key|<\w+>)$")
"""At the end of a condition key: a tag's name follows."""


@frozen
class Action:
    """An action that AWS has."""

    name: str
    """Such as `s3:GetObject`."""
    arns: tuple[str, ...]
    """Of the resources that it takes, with `*` for what varies; none where it takes no resource."""

    def is_on(self, resource: str) -> bool:
        """Whether a policy's resource may be one that the action takes."""
        return resource == "*" or any(arns_overlap(resource, arn) for arn in self.arns)


def matching(pattern: str) -> list[Action]:
    """The actions that a policy's pattern means; none where AWS has none such."""
    service, _, name = pattern.lower().partition(":")
    form = re.compile(re.escape(name).replace(r"\*", ".*").replace(r"\?", "."))
    return [action for key, action in _actions(service).items() if form.fullmatch(key)]


def meant(pattern: str) -> str | None:
    """The action, or the service's prefix with `:`, that was probably meant by what AWS does not have."""
    service, _, name = pattern.partition(":")
    known = _actions(service.lower())
    if not known:
        found = _nearest(service.lower(), _read()["services"])
        known = _actions(found) if found else {}
        action = known.get(name.lower())
        return action.name if action else f"{found}:" if found else None
    near = _nearest(name.lower(), known)
    return known[near].name if near else None


def is_service(prefix: str) -> bool:
    """Whether actions or condition keys begin with it and a colon."""
    return prefix.lower() == "aws" or prefix.lower() in _read()["services"]


def unknown_key(key: str) -> tuple[bool, str | None]:
    """Whether AWS does not have a condition key whose prefix is a service's, and what was probably meant."""
    prefix = key.partition(":")[0].lower()
    if not is_service(prefix):
        return False, None
    known = _read()["keys"] if prefix == "aws" else _read()["services"][prefix]["keys"]
    if not known or any(_is(key, each) for each in known):
        return False, None
    lower = {_TAG.sub("/…", each).lower(): _TAG.sub("/…", each) for each in known}
    near = _nearest(key.lower(), lower)
    return True, lower[near] if near else None


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Of hundreds: a policy says few names, and each is looked for once."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)), None)


def _is(key: str, known: str) -> bool:
    tagged = _TAG.search(known)
    if tagged:
        return key.lower().startswith(known[: tagged.start() + 1].lower())
    return key.lower() == known.lower()


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(_FILE.read_bytes()))
    return found


@cache
def _actions(service: str) -> dict[str, Action]:
    """By their names in lower case."""
    said = _read()["services"].get(service)
    return {action.name.partition(":")[2].lower(): action for action in _of(service, said)} if said else {}


def _of(service: str, said: dict[str, Any]) -> Iterator[Action]:
    arns = said["arns"]
    for numbers, names in said["actions"].items():
        taken = tuple(_told(arns[int(number)]) for number in numbers.split())
        yield from (Action(f"{service}:{name}", taken) for name in names.split())


def _told(arn: str) -> str:
    """A bucket's name has no slash in it, which tells buckets from objects."""
    return f"{arn[:-1]}+" if arn == "arn:*:s3:::*" else arn


def on_resources(patterns: Iterable[str]) -> list[Action]:
    """The actions of a policy's patterns that take resources."""
    return [action for pattern in patterns for action in matching(pattern) if action.arns]
