"""Settings that keep what there is, and are taken back."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.encryption import ENCRYPTION, OF_SERVICE
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE, Table

WEAKER = Code(
    "TFG277",
    "protection that is taken back",
    finds="""deletion protection, recovery or a key of one's own that tables have at the base and lose, and, as a note, logs that are
kept for a shorter time.""",
    why="""each of them changes nothing that anybody sees, until it is needed: the points in time to restore to are gone as
soon as recovery is off, and older logs as soon as they are kept for a shorter time.""",
    example="tables: {orders: {recovery: false}}     # true at the base",
    instead="the setting as it was; `protect: false` as the first of two steps to a table that goes.",
    severity=Severity.WARNING,
)

CODES = (WEAKER,)


def _weaker(since: Since) -> Iterator[Finding]:
    for name, before, after in since.kept(TABLE):
        yield from _table(name, before, after)
        yield from _in_regions(name, since)
    for name, function, changed in since.kept(FUNCTION):
        if changed.logs < function.logs:
            yield _logs((FUNCTION.key, name, "logs"), f"function `{name}`", function.logs, changed.logs)
    for _, api, other in since.kept(API):
        if other.logs < api.logs:
            yield _logs((API.key, "logs"), "the API", api.logs, other.logs)
    for encryption in since.gone(ENCRYPTION).values():
        if encryption.existing:
            message = "the service is encrypted by a key of yours at the base, and is to be by AWS's own"
            yield Finding((ENCRYPTION.key,), message, "keep `encryption`")


def _table(name: str, before: Table, after: Table) -> Iterator[Finding]:
    for setting, message in _LOST.items():
        if getattr(before, setting) and not getattr(after, setting):
            yield Finding(
                (TABLE.key, name, setting), message.format(f"table `{name}`"), f"keep `{setting}: true`"
            )
    if _has_key(before) and not _has_key(after):
        message = f"table `{name}` is encrypted by a key of yours at the base, and is to be by AWS's own"
        yield Finding((TABLE.key, name, "encryption"), message, "keep `encryption`")


_LOST = {
    "protect": "{} is not protected against deletion any more, which another apply may then do",
    "recovery": "{} cannot be restored to a point in time any more, also to none before this change",
}


def _in_regions(name: str, since: Since) -> Iterator[Finding]:
    """What one region alone loses."""
    then = {region.name: region for region in since.base.regions}
    for region in since.head.regions:
        if region.name not in then or region.name in since.head.leaving:
            continue
        before, after = since.base.at(TABLE, then[region.name])[name], since.head.at(TABLE, region)[name]
        for setting, message in _LOST.items():
            if name in _everywhere(setting, since):
                continue
            if getattr(before, setting) and not getattr(after, setting):
                path = ("regions", region.name, TABLE.key, name, setting)
                yield Finding(
                    path, message.format(f"table `{name}` in {region.name}"), f"keep `{setting}: true`"
                )


def _everywhere(setting: str, since: Since) -> list[str]:
    """The tables that lose a setting as such, which is told of them once."""
    return [
        name
        for name, one, other in since.kept(TABLE)
        if getattr(one, setting) and not getattr(other, setting)
    ]


def _has_key(table: Table) -> bool:
    return isinstance(table.encryption, dict) or table.encryption == OF_SERVICE


def _logs(path: tuple[str, ...], whose: str, before: int, after: int) -> Finding:
    message = f"logs of {whose} are kept for {after} days instead of {before}: older ones go at once"
    return Finding(path, message, "export them before, if they have to be kept", Severity.NOTE)


GUARDS = (Guard(WEAKER, _weaker),)
