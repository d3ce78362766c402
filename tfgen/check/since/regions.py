"""Regions that go, and another home."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.module import MODULE, ONCE
from tfgen.stack.kinds.routing import ROUTING, drained
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.kinds.site import SITE
from tfgen.stack.kinds.table import TABLE

REGION_GONE = Code(
    "TFG266",
    "region that goes at once",
    finds="a region that the base has, and the spec neither in `regions` nor in `retiring`.",
    why="""Terraform deletes what is in a region by the region's provider, which went with it: it refuses the plan, and so
every other change too. Checks without an account see nothing of it. A region that retired at the base is told as a note:
it may go if the base is applied.""",
    example="regions: [eu-west-1]     # the base has [eu-west-1, us-east-1]",
    instead="""`retiring: [us-east-1]` for one apply, which deletes what is there; the change after it goes without. docs/changes.md
tells what a region takes with it.""",
)
REGION_UNDRAINED = Code(
    "TFG267",
    "region that retires while clients are led to it",
    finds="a region that retires, and to which the base leads clients.",
    why="""its record, its health check and its API are deleted in one apply. Resolvers remember where they led for as long as the
record's TTL says, and what clients ask there until then fails.""",
    example="""\
regions: [eu-west-1]
retiring: [us-east-1]     # the base has no `drained: [us-east-1]`
""",
    instead="""three changes, each applied: `routing: {drained: [us-east-1]}`; then `retiring: [us-east-1]` when the TTL
is over; then neither.""",
    severity=Severity.WARNING,
)
HOME_CHANGED = Code(
    "TFG268",
    "another home",
    finds="a spec whose first region is another than the base's, with things that lie at home.",
    why="""the table is made at home and copied to the other regions. With another home, Terraform deletes the table and makes
another one, and deletes the replica that is where the table is to be: the data goes. Keys, secrets and buckets that are made at home go
likewise.""",
    example="regions: [us-east-1, eu-west-1]     # the base has [eu-west-1, us-east-1]",
    instead="""the same first region as before, and new regions behind it; or `tfgen region move-home`, which writes `home_was`:
tables move with their data then.""",
)

CODES = (REGION_GONE, REGION_UNDRAINED, HOME_CHANGED)
_AT_HOME = {TABLE.key: "table", SECRET.key: "secret", ENCRYPTION.key: "key", SITE.key: "site"}


def _gone(since: Since) -> Iterator[Finding]:
    retired = [region for region in since.unprovided if region in since.base.retiring]
    gone = [region for region in since.unprovided if region not in retired]
    if gone:
        message = (
            f"{_are(gone)} gone, and the base has {'them' if len(gone) > 1 else 'it'}: {_consequence(since)}"
        )
        retiring = ", ".join(sorted({*gone, *since.head.retiring}))
        hint = f"write `retiring: [{retiring}]` for one apply, and take it out in the next change; or put back what was not meant to go"
        yield Finding(("regions",), message, hint)
    if retired:
        message = f"{_are(retired)} gone, and retired at the base: what was there must be deleted by now"
        hint = "apply the base before this"
        yield Finding(("regions",), message, hint, Severity.NOTE)


def _consequence(since: Since) -> str:
    if since.base.state and since.base.state.is_apart:
        return "no state is planned any more from which what is there is deleted, and it goes on to stand"
    return "Terraform refuses every plan without the provider that deletes what is there"


def _undrained(since: Since) -> Iterator[Finding]:
    if not since.base.all(ROUTING) or len(since.base.regions) == 1:
        return
    for region in since.leaving:
        if region in since.head.retiring and region not in drained(since.base):
            message = f"{region} retires, and the base leads clients to it: what they ask there fails until DNS forgets it"
            hint = f"a change before, applied alone: `routing: {{drained: [{region}]}}`"
            yield Finding(("retiring", region), message, hint)


def _home(since: Since) -> Iterator[Finding]:
    before, after = since.base.home.name, since.head.home.name
    moved = since.base.home_was
    if moved and since.head.home_was not in ("", moved):
        message = f"home moves once more, and the move from {moved} has no end: replicas are still under the addresses of that"
        yield Finding(("home_was",), message, f"a change before, applied: {before} first, and no `home_was`")
    if after == before or since.head.home_was == before:
        return
    gone = {kind: since.gone(kind) for kind in (TABLE, SECRET, ENCRYPTION, SITE)}
    names = {kind.key: found for kind, found in gone.items()}
    lost = dict.fromkeys(
        _called(each.path)
        for each in since.lost
        if str(each.path[1] if len(each.path) > 1 else "") not in names.get(str(each.path[0]), {})
    )
    if lost:
        message = (
            f"home moves from {before} to {after}: {', '.join(lost)} {'are' if len(lost) > 1 else 'is'} deleted with "
            "the data, and made anew"
        )
        hint = f"keep {before} first; `tfgen region move-home {after}` moves tables with their data"
        yield Finding(_first(since), message, hint)
    once = [name for name, each, _ in since.kept(MODULE) if each.in_ == ONCE]
    if once:
        message = f"home moves from {before} to {after}, and with it what {_listed('module', once)} made there: it is made anew"
        yield Finding(_first(since), message, f"keep {before} first", Severity.WARNING)


def _first(since: Since) -> tuple[str, str]:
    return ("regions", since.head.home.name)


def _called(path: tuple[str | int, ...]) -> str:
    kind = _AT_HOME.get(str(path[0]), str(path[0]))
    return f"{kind} `{path[1]}`" if path[1:] and path[1] and kind != "site" else f"the {kind}"


def _listed(kind: str, names: list[str]) -> str:
    return f"{kind}{'s' if len(names) > 1 else ''} {', '.join(f'`{name}`' for name in names)}"


def _are(names: list[str]) -> str:
    return f"{', '.join(names)} {'are' if len(names) > 1 else 'is'}"


GUARDS = (
    Guard(REGION_GONE, _gone),
    Guard(REGION_UNDRAINED, _undrained),
    Guard(HOME_CHANGED, _home),
)
