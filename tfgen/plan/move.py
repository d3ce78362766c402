"""A move of states, step by step: each can be repeated, and nothing is emptied before its copy was read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.plan.moving import NOT_MOVED, Moved, State, emptied, moved, wrong_with
from tfgen.plan.stores import STATE, Store, StoreError
from tfgen.render.write import write_file
from tfgen.stack.stack import Stack

Stores = Mapping[str, Store]


@frozen
class Ready:
    """What is to be moved, from where."""

    sources: Mapping[str, State]
    """The states that hold something, by root."""
    result: Moved
    there: frozenset[str]
    """The roots whose state is there already, of a move that was interrupted."""


def ready(sources: Stores, targets: Stores, stack: Stack, spec_name: str) -> Ready | Diagnostic:
    """What a move would do; or why it cannot be. Reads alone. Raises StoreError."""
    found: dict[str, State] = {}
    for name, store in sources.items():
        state = store.pull()
        wrong = wrong_with(state) if state else ""
        if wrong:
            return NOT_MOVED(f"the state of `{name or 'all regions'}` {wrong}")
        if state and state["resources"]:
            found[name] = state
    result = moved(found, stack, spec_name)
    if isinstance(result, Diagnostic):
        return result
    there = set()
    for name, store in targets.items():
        state = store.pull()
        if not state or not state.get("resources"):
            continue
        ours = result.states.get(name, {}).get("resources", [])
        if any(each not in state["resources"] for each in ours):
            message = f"the state of `{name or 'all regions'}` holds something else already"
            return NOT_MOVED(
                message, hint="two states would know the same things: find out which is right first"
            )
        there.add(name)
    return Ready(found, result, frozenset(there))


def move(found: Ready, sources: Stores, targets: Stores, folder: Path) -> list[Path]:
    """Moves the states; gives the copies of what was there. Raises StoreError, and then nothing is lost."""
    copies = []
    for name, state in found.sources.items():
        copies.append(folder / name / f"{STATE}.{state['serial']}.backup")
        try:
            write_file(copies[-1], (json.dumps(state, indent=2) + "\n").encode())
            copies[-1].chmod(0o600)
        except OSError as error:
            raise StoreError(f"{copies[-1]}: {error.strerror or error}") from None
    for name, state in found.result.states.items():
        if name not in found.there:
            targets[name].push(state)
    for name, state in found.result.states.items():
        read = targets[name].pull() or {}
        if any(each not in read.get("resources", []) for each in state["resources"]):
            raise StoreError(
                f"the state of `{name or 'all regions'}` was written, and is another when it is read"
            )
    for name, state in found.sources.items():
        sources[name].push(emptied(state))
    return copies
