"""Things that are made anew, or go, with what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.stack import names
from tfgen.stack.key import Key
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.kinds.site import SITE
from tfgen.stack.kinds.table import TABLE, Table
from tfgen.stack.package import OWN_CODE

REMADE = Code(
    "TFG269",
    "thing that is made anew",
    finds="""a thing that stands at the base, and is called otherwise in AWS or has another key: a table, a queue, a secret, a
function, a site; or a whole service with another name.""",
    why="""AWS renames nothing and changes no key of a table: Terraform deletes the thing and makes another one. Of tables the data
goes, of queues the messages, of secrets the values, of functions the logs.""",
    example="tables: {orders: {name: all-orders, key: {id: S}}}     # the base has no `name`",
    instead="""the name and the key that it has. A thing that is called otherwise in the spec keeps its data neither: add the new one
beside it, copy what it holds, and take the old one away in a later change.""",
)
GONE = Code(
    "TFG271",
    "thing that goes with what it holds",
    finds="a table, a queue, a secret, a key, a site, a function or a module that the base makes, and the spec does not any more.",
    why="""what it holds goes with it: data, messages, values, logs; what a key encrypted cannot be read any more. It may be
meant; this is where a reviewer sees it.""",
    example="tables: {}     # the base has `orders`",
    instead="the thing, where it was not meant to go; `existing`, where somebody else is to own it, which needs a `removed` block.",
    severity=Severity.WARNING,
)

CODES = (REMADE, GONE)

_HOLDS: tuple[tuple[Key[Any], str, Severity], ...] = (
    (TABLE, "its data", Severity.ERROR),
    (QUEUE, "its messages", Severity.WARNING),
    (SECRET, "its value", Severity.WARNING),
    (FUNCTION, "its logs", Severity.NOTE),
)
"""What is lost with a thing of a kind, and how bad it is where that was hardly meant."""


def _remade(since: Since) -> Iterator[Finding]:
    before, after = names.service(since.base), names.service(since.head)
    if before != after:
        message = f"the service was called `{before}` and is called `{after}`: all that it is made of is made anew, and what it held goes"
        severity = None if since.base.all(TABLE) else Severity.WARNING
        yield Finding(
            ("service",), message, f"keep `{before}`; a service of another name is another spec", severity
        )
    for kind, what, severity in _HOLDS:
        for name, one, other in since.kept(kind):
            was, now = (names.of(stack, kind, name) for stack in (since.base, since.head))
            if _existing(one) or _existing(other):
                continue  # made by somebody else: then nothing goes, or all of it does
            if was != now and (one.name or other.name or before == after):
                message = f"{kind.one} `{name}` was called `{was}` in AWS and is called `{now}`: another one is made, and this one goes with {what}"
                yield Finding((kind.key, name, "name"), message, f"keep `{was}`", severity)
    for name, table, changed in since.kept(TABLE):
        yield from _keyed(name, table, changed)
    yield from _site(since)


def _keyed(name: str, before: Table, after: Table) -> Iterator[Finding]:
    if list(before.key) != list(after.key):
        message = f"table `{name}` has the key ({', '.join(before.key)}) and is to have ({', '.join(after.key)}): it is deleted with its data, and made anew"
        yield Finding(
            (TABLE.key, name, "key"), message, "add another table with the other key, and copy the data"
        )
    was, now = (
        {index: list(each.key) for index, each in table.local_indexes().items()} for table in (before, after)
    )
    changed = sorted(index for index in was.keys() | now.keys() if was.get(index) != now.get(index))
    if changed:
        message = f"local indexes of table `{name}` come or go ({', '.join(changed)}): they are made with their table, which is deleted with its data and made anew"
        yield Finding(
            (TABLE.key, name, "indexes"), message, "a global index; or another table, and a copy of the data"
        )


def _site(since: Since) -> Iterator[Finding]:
    for _, before, after in since.kept(SITE):
        if before.name != after.name:
            message = "the site's buckets are called otherwise, and made anew: what is in no edge's cache fails for minutes, and what a pipeline uploaded goes"
            yield Finding((SITE.key, "name"), message, "keep the name", Severity.WARNING)


def _gone(since: Since) -> Iterator[Finding]:
    for kind, what, _ in _HOLDS:
        given = [name for name, one, other in since.kept(kind) if _existing(other) and not _existing(one)]
        gone = [name for name, one in since.gone(kind).items() if name != OWN_CODE and not _existing(one)]
        for name in (*gone, *given):
            message = f"{kind.one} `{name}` goes with {what}"
            if name in given or name in since.head.existing(kind):
                message += ": what is `existing` is somebody else's, and this one was made by the base"
            severity = Severity.NOTE if kind is FUNCTION else None
            yield Finding((kind.key, name), message, _HINTS.get(kind.key), severity)
    own = [each.own for each in since.gone(ENCRYPTION).values()]
    own += [before.own and not after.own for _, before, after in since.kept(ENCRYPTION)]
    if any(own):
        message = "the service's own key goes: what is still encrypted by it is lost in 30 days"
        yield Finding(
            (ENCRYPTION.key,),
            message,
            "`tfgen explain TFG424` tells how to wait for messages, logs and backups",
        )
    if since.gone(SITE):
        yield Finding(
            (SITE.key,),
            "the site goes: its distribution, its name and its files",
            "keep `site` until nobody asks for it",
        )
    for name in since.gone(MODULE):
        message = f"module `{name}` goes with all that it made"
        yield Finding((MODULE.key, name), message, "the plan tells what of it holds data", Severity.NOTE)


def _existing(thing: object) -> bool:
    """Whether somebody else makes it."""
    return bool(getattr(thing, "existing", ""))


_HINTS = {
    TABLE.key: "keep it, if its data is needed",
    QUEUE.key: "let it become empty before: send to another queue first",
    SECRET.key: "keep it until no code reads it",
}

GUARDS = (Guard(REMADE, _remade), Guard(GONE, _gone))
