"""Codes that options name: whole ones, or what they begin with, as ruff's options of the same names take them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.suppress.known import ALL_CODES, POLICY, why_not

_PART_OF_POLICY = re.compile(rf"{POLICY}|CKV(2?(_[A-Z0-9]*)?)?_?")


@frozen
class Choice:
    """`--select` and `--ignore`. Of two that name a code, the longer counts, and of equals `--ignore`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def leaves_out(self, diagnostic: Diagnostic) -> str:
        """The option that leaves a diagnostic out; empty where none does."""
        ignored, selected = (_longest(prefixes, diagnostic) for prefixes in (self.ignore, self.select))
        if ignored and len(ignored) >= len(selected):
            return f"--ignore {ignored}"
        return "--select" if self.select and not selected else ""

    def wrong(self, known: Iterable[str]) -> str:
        """What is wrong with the codes that they name; empty if nothing is."""
        every = tuple(known)
        for option, prefixes in (("--select", self.select), ("--ignore", self.ignore)):
            for prefix in prefixes:
                if not (_PART_OF_POLICY.fullmatch(prefix) or any(code.startswith(prefix) for code in every)):
                    capitals = prefix.upper()
                    hint = f"did you mean `{capitals}`?" if capitals in every else ALL_CODES
                    return f"{option} takes codes, or what they begin with; `{prefix}` is none: {hint}"
                if option == "--ignore" and why_not(prefix):
                    return f"{prefix} cannot be ignored: {why_not(prefix)}"
        return ""


def _longest(prefixes: Iterable[str], diagnostic: Diagnostic) -> str:
    names = {diagnostic.code, diagnostic.rule}
    fitting = (prefix for prefix in prefixes if any(name.startswith(prefix) for name in names))
    return max(fitting, key=len, default="")
