"""What `allow` and `deny` say, asked of the emulated IAM in every region: by the role as it was deployed."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.emulator.functions.permissions import role_refusal
from tfgen.rehearse.caller import Caller
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed
from tfgen.render.kinds.function import address
from tfgen.stack import access, names
from tfgen.stack.kinds.function import FUNCTION, Function

_DENIED = "explicit deny"


def held(rehearsal: Rehearsal) -> tuple[tuple[str, ...], Failed | None]:
    """A line of what holds, and what does not. Conditions are left to AWS: what they ask of is not known here."""
    count = 0
    for region in rehearsal.stack.regions:
        for name, function in rehearsal.stack.all(FUNCTION).items():
            for effect, action, resource in _said(rehearsal, function):
                asked = names.filled(resource, region.name).replace("*", "any")
                caller = Caller(rehearsal, name, region.name)
                reason = role_refusal(caller.role, region.name, action, asked) or ""
                count += 1
                if (effect == "Deny") == (_DENIED in reason) and (effect == "Deny" or not reason):
                    continue
                may = "may" if effect == "Allow" else "may not"
                expected = f"function {name} {may} {action} on {asked} in {region.name}, as the spec says"
                return (), Failed(expected, reason or "it is allowed", (), address(region.name, name), name)
    return ((f"{count} actions that `allow` and `deny` name",) if count else ()), None


def _said(rehearsal: Rehearsal, function: Function) -> Iterator[tuple[str, str, str]]:
    """Effects, actions and resources, but for patterns of actions and what has conditions or policy variables."""
    for statement in access.own_statements(rehearsal.stack, function):
        for action in statement.actions if not (statement.conditions or function.role) else ():
            if "*" not in action and "?" not in action:
                known = (resource for resource in statement.resources if "${" not in resource)
                yield from ((statement.effect, action, resource) for resource in known)
