"""A package-lock.json that package.json does not agree with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.package.start.codes import OLD_LOCK
from tfgen.package.start.contents import Contents

_PLAIN = re.compile(r"([\^~]?)=?v?(\d+)\.(\d+)\.(\d+)").fullmatch


def check(held: Contents) -> Iterator[Diagnostic]:
    """What `npm ci` would refuse for sure; ranges in other forms than `1.2.3`, `^1.2.3` and `~1.2.3` are not read."""
    try:
        manifest, lock = (json.loads(held.text(f"package{part}.json")) for part in ("", "-lock"))
        packages = lock["packages"]
        wanted = {**(manifest.get("devDependencies") or {}), **(manifest.get("dependencies") or {})}
        faults = [(name, _fault(spec, packages.get(f"node_modules/{name}"))) for name, spec in wanted.items()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # other findings tell of these
        return
    for name, fault in faults:
        if fault:
            yield OLD_LOCK(f"`{held.code}/package-lock.json` {fault.format(name=name)}")


def _fault(spec: str, entry: dict[str, Any] | None) -> str:
    if entry is None:
        return "lacks `{name}`, which package.json asks for"
    locked = str(entry.get("version", ""))
    return "" if _allows(spec, locked) else f"holds `{{name}}` {locked}, and package.json asks for {spec}"


def _allows(spec: str, locked: str) -> bool:
    wanted, found = _PLAIN(spec.strip()), re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", locked)
    if not wanted or not found:
        return True
    least, version = tuple(map(int, wanted.groups()[1:])), tuple(map(int, found.groups()))
    kept = {"": 3, "~": 2, "^": next((i + 1 for i, number in enumerate(least) if number), 3)}[wanted[1]]
    return version >= least and version[:kept] == least[:kept]
