"""A `.checkov.yaml` of the user's: what it says of policies that are skipped, and of those that do not fail a run.

It is read as data and never handed to checkov, whose file can name code that checkov runs. What of it has no meaning here is
told, where it would hide or show findings; the rest says how checkov itself is run.
Source: https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from fnmatch import fnmatchcase

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.frozen import frozen
from tfgen.spec import source as tree
from tfgen.suppress.codes import CANNOT_IGNORE

NAMES = (".checkov.yaml", ".checkov.yml")
_NOT_HEEDED = (
    "external-checks-dir",
    "external-checks-git",
    "skip-path",
    "enforcement-rules",
    "policy-metadata-filter",
)
_SEVERITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL", "NONE", "OFF", "INFO", "MODERATE", "IMPORTANT")
_LISTS = ("check", "skip-check", "soft-fail-on", "hard-fail-on", "framework", "skip-framework")


@frozen
class CheckovConfig:
    """What such a file says: lists of ids, in which `*` stands for anything."""

    file: str = ""
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    soft_fail: bool = False

    def leaves_out(self, policy: str) -> str:
        """Why a policy is left out; empty where it is not."""
        frameworks = self._list("framework")
        if (frameworks and not {"all", "terraform"} & {*frameworks}) or "terraform" in self._list(
            "skip-framework"
        ):
            return f"{self.file} leaves out terraform"
        if self._list("check") and not self._names("check", policy):
            return f"`check` in {self.file} does not name it"
        return f"`skip-check` in {self.file}" if self._names("skip-check", policy) else ""

    def fails(self, policy: str) -> bool:
        """Whether a policy that is not met fails a run, as checkov decides it."""
        soft, hard = self._names("soft-fail-on", policy), self._names("hard-fail-on", policy)
        if hard or not (self._list("soft-fail-on") or self._list("hard-fail-on")):
            return hard or not self.soft_fail
        return bool(self._list("soft-fail-on")) and not soft and not self.soft_fail

    def _list(self, name: str) -> tuple[str, ...]:
        return self.lists.get(name, ())

    def _names(self, name: str, policy: str) -> bool:
        return any(fnmatchcase(policy, pattern) for pattern in self._list(name))


def read(text: str, file: str) -> tuple[CheckovConfig, list[Diagnostic]]:
    """A file of checkov's, and what of it is not heeded. One that is not understood says nothing."""
    source, found = tree.parse(text, file)
    if source is None and not text.strip(" \t\r\n"):
        return CheckovConfig(), []
    if source is None or found or not isinstance(source.root, tree.Mapping):
        reason = f": {found[0].message}" if found else " as a mapping"
        span = found[0].span if found else None
        return CheckovConfig(), [CANNOT_IGNORE(f"{file} cannot be read{reason}", span)]
    entries = {name.replace("_", "-"): entry for name, entry in source.root.entries.items()}
    lists = {name: tuple(_items(entries[name].value)) for name in _LISTS if name in entries}
    soft = entries.get("soft-fail")
    is_soft = (
        soft is not None
        and isinstance(soft.value, tree.Scalar)
        and soft.value.text.lower() in ("true", "yes", "on")
    )
    return CheckovConfig(file, lists, is_soft), list(_not_heeded(entries, lists))


def _not_heeded(entries: dict[str, tree.Entry], lists: dict[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    for name in _NOT_HEEDED:
        if name in entries:
            message = f"`{name}` is not heeded: checkov's own policies run, and no code of a project's"
            yield CANNOT_IGNORE(message, entries[name].key.span, severity=Severity.NOTE)
    for name in ("check", "skip-check", "soft-fail-on", "hard-fail-on"):
        for item in lists.get(name, ()):
            if item.upper() in _SEVERITIES or ":" in item or item.startswith("BC_"):
                message = f"`{item}` in `{name}` is not heeded: it takes ids such as `CKV_AWS_117` here"
                hint = "severities and other names of policies are known to checkov's platform alone"
                yield CANNOT_IGNORE(message, entries[name].key.span, hint, Severity.NOTE)


def _items(node: tree.Node) -> Iterator[str]:
    texts = [node] if isinstance(node, tree.Scalar) else node.items if isinstance(node, tree.Sequence) else []
    for each in texts:
        if isinstance(each, tree.Scalar):
            yield from (item.strip() for item in each.text.split(",") if item.strip())
