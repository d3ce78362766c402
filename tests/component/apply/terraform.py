"""A terraform that plans and applies what `world.json` beside it says; run as a program.

`changes` are a plan's resource changes; those with a `root` are of the folder of that name. The state keeps the addresses that were applied: what is left is the plan.
`fails` and `hangs` name addresses at which an apply ends with an error, or waits for an interrupt; `says` is an error
before anything begins; `overwrites` names a file that somebody changes between plan and apply. Each command's words are added to `calls`.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STATE = Path("terraform.tfstate")
Json = dict[str, Any]


def _world() -> Json:
    found: Json = json.loads((HERE / "world.json").read_text("utf-8"))
    return found


def _state() -> Json:
    found: Json = json.loads(STATE.read_text("utf-8")) if STATE.exists() else {}
    return found or {"version": 4, "serial": 0, "lineage": "line", "resources": [], "applied": []}


def _event(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _hook(kind: str, address: str, action: str) -> None:
    _event(type=kind, hook={"resource": {"addr": address}, "action": action})


def _error(summary: str, address: str = "") -> int:
    _event(
        type="diagnostic",
        diagnostic={"severity": "error", "summary": summary, "detail": "", "address": address},
    )
    return 1


def _plan() -> Json:
    state = _state()
    here = Path.cwd().name
    wanted = [each for each in _world()["changes"] if each.get("root", here) == here]
    left = [each for each in wanted if each["address"] not in state["applied"]]
    return {"format_version": "1.2", "serial": state["serial"], "resource_changes": left}


def _apply(plan: Json) -> int:
    world, state = _world(), _state()
    if world.get("says"):
        return _error(world["says"])
    if plan["serial"] != state["serial"]:
        return _error("Saved plan is stale")
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    status = 0
    for change in plan["resource_changes"]:
        address, action = change["address"], change["change"]["actions"][0]
        if came:
            status = 1
            break
        _hook("apply_start", address, action)
        if address == world.get("hangs"):
            (HERE / "hangs").touch()
            while not came:
                time.sleep(0.05)
            time.sleep(1)
            status = _error("execution halted", address)
            break
        if address == world.get("fails"):
            _hook("apply_errored", address, action)
            status = _error("AccessDenied", address)
            continue
        _hook("apply_complete", address, action)
        state["applied"].append(address)
    state["serial"] += 1
    state["interrupts"] = len(came)
    STATE.write_text(json.dumps(state), "utf-8")
    return status


def main(command: str, *words: str) -> int:
    """What terraform does."""
    with (HERE / "calls").open("a") as calls:
        calls.write(" ".join((command, *words)) + "\n")
    if command == "init":
        Path(".terraform").mkdir(exist_ok=True)
        Path(".terraform.lock.hcl").touch()
    elif command == "plan":
        Path("tfplan").write_text(json.dumps(_plan()), "utf-8")
    elif command == "show":
        sys.stdout.write(Path("tfplan").read_text("utf-8"))
    elif command == "version":
        sys.stdout.write(
            json.dumps({"terraform_version": "1.11.4", "provider_selections": {"aws": "5.100.0"}})
        )
        if _world().get("overwrites"):
            Path(_world()["overwrites"]).write_text("something else", "utf-8")
    elif words == ("pull",):
        sys.stdout.write(STATE.read_text("utf-8") if STATE.exists() else "")
    elif command == "apply":
        return _apply(json.loads(Path("tfplan").read_text("utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
