"""The checks in their order, from the cheapest to the dearest."""

from __future__ import annotations

import dataclasses
import os
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tfgen.check import cache, tools
from tfgen.check.hcl.module_calls import LEADS_OUT, NO_MODULE
from tfgen.check.hcl.scope import ROOT, is_above
from tfgen.check.policy import check_rules
from tfgen.check.traced import traced
from tfgen.check.untrusted.calls import names_reader
from tfgen.check.untrusted.codes import FETCHED_MODULE
from tfgen.check.untrusted.sources import NOBODY, Trust
from tfgen.diagnostics import Basis, Code, Diagnostic, Progress, Severity, has_errors, in_order
from tfgen.disk import is_within
from tfgen.render.made import Lines
from tfgen.render.main_tf import MAIN
from tfgen.render.stretches import is_rendered
from tfgen.spec.source import Source
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack
from tfgen.stack.variations import representative

CHECKS = ("spec", "rules", "syntax", "schema", "checkov", "terraform")
"""Their names, as --only and --skip take them. `spec` is done by whoever builds the target."""


@dataclass(frozen=True)
class Target:
    """What is checked: files of Terraform, and the spec that they were rendered from, if it is known."""

    files: Mapping[str, str]
    source: Source | None = None
    stack: Stack | None = None
    lock: str = ""
    """The text of the lock file beside them; empty where there is none."""
    root: str = ROOT
    """The directory of the root module among them."""
    tree: Path | None = None
    """The tree that they come from, if they lie on the disk."""
    unread: tuple[Diagnostic, ...] = ()
    """What is told of files that were not read."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """What the files read that is no Terraform, by path."""

    def leads_out(self, directory: str) -> bool:
        """Whether a directory, named as the files are, lies outside of their tree."""
        return is_above(directory) if self.tree is None else not is_within(Path(directory), self.tree)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The directories among the files that are planned: of a stack with several states, one of each sort."""
        if self.stack:
            chosen = roots(representative(self.stack))
            return tuple(posixpath.normpath(f"{self.root}/{each.name}") for each in chosen)
        mains = [
            path
            for path, text in self.files.items()
            if posixpath.basename(path) == MAIN and is_rendered(text)
        ]
        found = {posixpath.dirname(path) or ROOT for path in mains}
        below = {
            each for each in found if posixpath.dirname(each) == ("" if self.root == ROOT else self.root)
        }
        return tuple(sorted(below)) if below and self.root not in found else (self.root,)

    @cached_property
    def is_whole(self) -> bool:
        """Whether no function of Terraform's reads what lies beside the files, whose change nobody here sees."""
        return self.tree is None or not any(map(names_reader, self.files.values()))

    def traced(self, diagnostic: Diagnostic) -> Diagnostic:
        """A finding where the spec caused it, if the spec is known."""
        return traced(diagnostic, self.source, self._lines) if self.source and self._lines else diagnostic

    @cached_property
    def _lines(self) -> Lines | None:
        return Lines(self.stack) if self.stack else None


@dataclass(frozen=True, slots=True)
class Options:
    """Which checks run, and what their absence means."""

    checks: frozenset[str] = frozenset(CHECKS)
    require: frozenset[str] = frozenset()
    use_cache: bool = True
    trust: Trust = NOBODY
    """What files that somebody else wrote may fetch, run and read."""
    progress: Progress = field(default=lambda _: None)
    fails: Callable[[list[Diagnostic]], bool] = has_errors
    """Whether what the cheaper checks found spares the dearer ones their turn."""
    ran: Progress = field(default=lambda _: None)
    """Is told each check that came to its end."""


def run(target: Target, options: Options) -> list[Diagnostic]:
    """Every diagnostic, in order of place. What the files' grammar forbids spares the dearer checks their turn."""
    found: list[Diagnostic] = []
    if "rules" in options.checks and target.stack and target.source:
        found += check_rules(target.stack, target.source)
        options.ran("rules")
    configuration = _cached(
        "configuration",
        target,
        options,
        lambda: _configuration(target, options),
        *sorted(options.checks),
        target.lock,
        str(target.tree),
    )
    if _rests_on_input(configuration):
        for name in sorted(options.checks & {"syntax", "schema"}):
            options.ran(name)
    found += [*configuration, *target.unread]
    found = [target.traced(diagnostic) for diagnostic in found]
    unsafe = _untrusted(target, options)
    found, told = _once(found, unsafe, options)
    programs = (
        [] if options.fails(found) else ["checkov"] if unsafe or target.unread else ["checkov", "terraform"]
    )
    for tool in programs:
        found += [target.traced(diagnostic) for diagnostic in _with_tool(tool, target, options)]
    return in_order([*found, *told])


def _once(
    found: list[Diagnostic], unsafe: list[Diagnostic], options: Options
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Both without what tells of one call twice: TFG324 has a module that lies elsewhere, TFG307 one that does not."""
    out = {each.span for each in unsafe if each.code == FETCHED_MODULE.id and each.hint == LEADS_OUT}
    found = [each for each in found if each.code != NO_MODULE.id or each.span not in out]
    lacking = {each.span for each in found if each.code == NO_MODULE.id and options.fails([each])}
    return found, [each for each in unsafe if each.code != FETCHED_MODULE.id or each.span not in lacking]


def _untrusted(target: Target, options: Options) -> list[Diagnostic]:
    """What somebody else's files would have Terraform do."""
    if "terraform" not in options.checks or target.tree is None or options.trust.everything:
        return []
    from tfgen.check.untrusted.check import check_untrusted

    found: dict[Diagnostic, None] = {}
    for root in target.roots:
        found |= dict.fromkeys(check_untrusted(target.files, root, target.tree, options.trust))
    return list(found)


def _configuration(target: Target, options: Options) -> list[Diagnostic]:
    if not options.checks & {"syntax", "schema"}:
        return []
    from tfgen.check.hcl.parse import UNPARSABLE, parse
    from tfgen.check.hcl.scanner import TOO_DEEP
    from tfgen.check.hcl.schema import check_schema
    from tfgen.check.hcl.syntax import check_syntax

    options.progress("syntax and schema")
    configuration, found = parse(target.files)
    try:
        if "syntax" in options.checks:
            found += check_syntax(configuration, target.root, target.leads_out)
        if "schema" in options.checks:
            found += check_schema(configuration, target.lock, target.root)
    except RecursionError:
        found.append(UNPARSABLE(TOO_DEEP))
    return found


def _with_tool(name: str, target: Target, options: Options) -> list[Diagnostic]:
    if name not in options.checks:
        return []
    find, missing = _TOOLS[name]
    program = find()
    if program is None:
        return [_absent(name, missing, options)]

    def check() -> list[Diagnostic]:
        options.progress(name)
        return _run_tool(name, program, target, options.trust)

    if not target.is_whole:
        options = dataclasses.replace(options, use_cache=False)
    beside = repr(sorted(target.beside.items()))
    facts = (tools.identity(program), f"{target.tree} {options.trust}", *([beside] if target.beside else []))
    found = _cached(name, target, options, check, *facts)
    if _rests_on_input(found):
        options.ran(name)
    return found


def _run_tool(name: str, program: Path, target: Target, trust: Trust) -> list[Diagnostic]:
    if name == "checkov":
        from tfgen.check.checkov import check_checkov

        return check_checkov(program, target.files, target.stack, target.source, target.root)
    from tfgen.check.terraform import check_terraform

    return check_terraform(program, target.files, target.roots, target.tree, trust, target.beside)


_TOOLS: dict[str, tuple[Callable[[], Path | None], Code]] = {
    "checkov": (tools.find_checkov, tools.CHECKOV_MISSING),
    "terraform": (tools.find_terraform, tools.TERRAFORM_MISSING),
}


def _absent(name: str, missing: Code, options: Options) -> Diagnostic:
    severity = Severity.ERROR if name in options.require else missing.severity
    variable = f"TFGEN_{name.upper()}"
    named = f", which {variable} names as `{os.environ[variable]}`," if os.environ.get(variable) else ""
    hint = "install it" if name in options.require else f"install it, or say --skip {name}"
    return missing(f"{name}{named} was not found, so its check did not run", None, hint, severity)


def _cached(
    name: str, target: Target, options: Options, check: Callable[[], list[Diagnostic]], *facts: str
) -> list[Diagnostic]:
    if not options.use_cache:
        return check()
    spec = (target.source.file, target.source.text) if target.source else ()
    key = cache.key(name, target.files, target.root, *spec, *facts)
    kept = cache.load(key)
    if kept is not None:
        return kept
    found = check()
    if _rests_on_input(found):
        cache.save(key, found)
    return found


def _rests_on_input(found: list[Diagnostic]) -> bool:
    return all(diagnostic.basis is Basis.INPUT for diagnostic in found)
