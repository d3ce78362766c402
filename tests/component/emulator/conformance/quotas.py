"""Steps of quotas: many things at once, and accounts that have more or less than AWS gives by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.component.emulator.conformance.outcome import Outcome

if TYPE_CHECKING:
    from tests.component.emulator.conformance.runners import World


def quota(world: World, step: Mapping[str, Any]) -> Outcome:
    """`{quota: {name: number}}`: what the account has, by names of docs/quotas.md."""
    world.aws.limits.own.update(step["quota"])
    return Outcome({})


def repeat(world: World, step: Mapping[str, Any]) -> Outcome:
    """`{repeat: times, …}`: a step so many times, or until one fails; `{n}` stands for the number of each."""
    again = {name: value for name, value in step.items() if name != "repeat"}
    outcome = Outcome({})
    for number in range(step["repeat"]):
        outcome = world.run(_numbered(again, str(number)))
        if outcome.error:
            break
    return outcome


def _numbered(value: Any, number: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _numbered(item, number) for name, item in value.items()}
    if isinstance(value, list):
        return [_numbered(item, number) for item in value]
    return value.replace("{n}", number) if isinstance(value, str) else value
