"""Tables that are made anew, go, or change in a way that AWS refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code
from tfgen.spec.source import Path
from tfgen.stack.kinds.encryption import ENCRYPTION, OF_SERVICE
from tfgen.stack.kinds.table import TABLE, V2017, Table, is_replicated
from tfgen.stack.stack import Stack

WILL_BE_REFUSED = Code(
    "TFG265",
    "change that AWS or Terraform does not make",
    finds="""a change of a table that AWS refuses, or that Terraform does not see: another TTL attribute, another type of a
key attribute, another projection of a local index, a key of one's own for a table with replicas.""",
    why="""the apply would fail with the half of it done, or the spec would say what is not so. docs/changes.md tells what comes of
every change.""",
    example="ttl: gone     # the base has `ttl: expires`",
    instead="what the hint says.",
)
REPLICATION_SWITCHED = Code(
    "TFG270",
    "table that is replicated in another way",
    finds="a table whose `replicate` or `global_table` is another than the base's, in more than one region.",
    why="""a replica and a table are different resources: the plan deletes the one and makes the other, and the items there go.
AWS upgrades a global table from 2017.11.29 to 2019.11.21 in place, which Terraform cannot.""",
    example='global_table: "2019.11.21"     # the base has "2017.11.29"',
    instead="""another table beside it, and a copy of the data; an upgrade in AWS, and then
[adoption](migrating.md) of the tables that came of it.""",
)
PROTECTED = Code(
    "TFG272",
    "table that is deleted while it is protected",
    finds="a table or a replica that goes, and that the base protects against deletion.",
    why="""AWS refuses to delete it, and the apply fails with the half of it done. Protection that is lifted in the change that
deletes does not help: what is gone from the spec is changed no more. It is also what a reviewer should see apart.""",
    example="tables: {}     # the base has `orders`, protected as all tables are",
    instead="""two changes, each applied: `protect: false` on the table, or on the table in the region alone; then the
deletion.""",
)

CODES = (WILL_BE_REFUSED, REPLICATION_SWITCHED, PROTECTED)


def _refused(since: Since) -> Iterator[Finding]:
    for name, before, after in since.kept(TABLE):
        for setting, message, hint in _refusals(name, before, after, since):
            yield Finding((TABLE.key, name, *setting), message, hint)


def _refusals(name: str, before: Table, after: Table, since: Since) -> Iterator[tuple[Path, str, str]]:
    if before.ttl and before.ttl != after.ttl:
        message = f"AWS refuses to change the TTL of table `{name}` while `{before.ttl}` is active"
        yield ("ttl",), message, f"disable TTL on `{before.ttl}` in AWS, and apply this an hour later"
    was, now = before.attributes(), after.attributes()
    for attribute in sorted(was.keys() & now.keys()):
        if was[attribute] != now[attribute]:
            message = f"`{attribute}` of table `{name}` stays of type {was[attribute]}: Terraform sees no difference to {now[attribute]}"
            yield (
                ("key", attribute),
                message,
                "add another table with the key that is wanted, and copy the data",
            )
    for index, each in before.local_indexes().items():
        other = after.local_indexes().get(index)
        if other and other.key == each.key and _held(other.project) != _held(each.project):
            message = (
                f"local index `{index}` of table `{name}` keeps its projection: it is made with its table"
            )
            yield (
                ("indexes", index, "project"),
                message,
                "add another table with the index that is wanted, and copy the data",
            )
    if _is_global(before, since.base) and _is_global(after, since.head):
        key, other_key = _key(before, since.base), _key(after, since.head)
        if other_key and key != other_key:
            message = (
                f"AWS refuses to give table `{name}` another KMS key in this way, because it has replicas"
            )
            yield (
                ("encryption",),
                message,
                "retire the other regions first, change the key at home alone, then add them again",
            )
    together = _with_protection(before, after, since)
    if before.protect != after.protect and together:
        message = f"AWS refuses to change the deletion protection of table `{name}` together with {together}"
        yield ("protect",), message, "change them one after the other, each in an apply of its own"


def _with_protection(before: Table, after: Table, since: Since) -> str:
    """What changes in the same request. Source: resourceTableUpdate of terraform-provider-aws' dynamodb/table.go"""
    if (before.capacity is None) != (after.capacity is None):
        return "`capacity`"
    if is_replicated(before, since.base) != is_replicated(after, since.head):
        return "its stream, which the other regions bring"
    return "`indexes`" if before.global_indexes().keys() != after.global_indexes().keys() else ""


def _held(project: str | tuple[str, ...]) -> object:
    return project if isinstance(project, str) else frozenset(project)


def _is_global(table: Table, stack: Stack) -> bool:
    return is_replicated(table, stack) and table.global_table != V2017


def _key(table: Table, stack: Stack) -> Any:
    """The customer key that encrypts a table; nothing where AWS's own does."""
    if table.encryption == OF_SERVICE:
        return stack.all(ENCRYPTION).get("")
    return table.encryption if isinstance(table.encryption, dict) else None


def _switched(since: Since) -> Iterator[Finding]:
    for name, before, after in since.kept(TABLE):
        for setting in ("replicate", "global_table"):
            was, now = (str(getattr(each, setting)).lower() for each in (before, after))
            if was != now and since.loses(TABLE, name):
                message = f"table `{name}` goes from `{setting}: {was}` to `{now}`: its items outside of {since.base.home.name} are deleted, and the apply may fail halfway"
                hint = f"leave `{setting}` as it was, and add another table"
                yield Finding((TABLE.key, name, setting), message, hint)


def _protected(since: Since) -> Iterator[Finding]:
    for name in since.gone(TABLE):
        where = [region.name for region in since.base.regions if since.base.at(TABLE, region)[name].protect]
        if where:
            message = f"table `{name}` goes, and is protected at the base ({', '.join(where)}): AWS refuses to delete it"
            yield Finding(
                (TABLE.key, name), message, f"a change before, applied: `protect: false` on `{name}`"
            )
    for region in since.base.holding:
        if region.name not in since.head.retiring:
            continue
        held = [name for name, _, _ in since.kept(TABLE) if since.base.at(TABLE, region)[name].protect]
        if held:
            message = f"{region.name} retires, and tables are protected there at the base ({', '.join(held)}): AWS refuses to delete them"
            hint = f"a change before, applied: `leaving: [{region.name}]`"
            yield Finding(("retiring", region.name), message, hint)


GUARDS = (
    Guard(WILL_BE_REFUSED, _refused),
    Guard(REPLICATION_SWITCHED, _switched),
    Guard(PROTECTED, _protected),
)
