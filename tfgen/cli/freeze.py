"""`tfgen freeze`"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from tfgen.cli.console import put, talk
from tfgen.cli.ending import wrong_use
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec


def freeze(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    until: Annotated[
        str, Option("--until", metavar="DAY", help="The last day on which nothing is applied: 2027-01-04.")
    ] = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why.")] = "",
    thaw: Annotated[bool, Option("--thaw", help="End the freeze.")] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Print the edit as a diff, and write nothing.")
    ] = False,
) -> None:
    """Write into the spec that nothing is applied until a day, and why.

    `tfgen apply` keeps to it, from the change that says so on. Plans and reviews go on.
    """
    from tfgen.cli.editing import edit_spec
    from tfgen.journey.edit import Edit

    if thaw == bool(until or reason) or (not thaw and not (until and reason)):
        wrong_use("freeze takes --until DAY and --reason TEXT, or --thaw alone")
    loaded = loaded_spec(spec, env)
    there = loaded.stack.frozen
    if thaw and there is None:
        talk("nothing to do: there is no freeze")
        return
    if until and not _is_day(until):
        wrong_use(f"--until takes a day such as 2027-01-04; found {until!r}")
    today = datetime.now(UTC).date().isoformat()
    if until and until < today:
        wrong_use(f"--until {until} is over: today is {today}")
    if there and (until, reason) == (there.until, there.reason):
        talk("nothing to do: that stands there already")
        return
    said = Edit("cut", ("frozen",)) if thaw else Edit("put", ("frozen",), {"until": until, "reason": reason})
    put(edit_spec(loaded, [said], dry_run))
    talk(
        "the freeze ends"
        if thaw
        else f"nothing is applied until {until} has passed, once this is on the branch that is applied"
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
