"""Which versions of the AWS provider a configuration may get: by its constraints, or as its lock file has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tfgen.check.hcl.model import Attribute, Block, Configuration, Module
from tfgen.check.hcl.version_constraint import Term, parse
from tfgen.diagnostics import Span
from tfgen.stack.provider import OLDEST, Version

LOCK = ".terraform.lock.hcl"
MAJORS = (5, 6)
"""The major versions whose schemas ship."""

_LOCKED = re.compile(
    r'^provider "[^"\n]*/hashicorp/aws" \{[^}]*?^\s*(?P<line>version\s*=\s*"(?P<version>\d{1,9}\.\d{1,9}\.\d{1,9})[^"\n]*"?)',
    re.MULTILINE,
)
_NEWEST: Version = (6, 1_000_000, 0)
"""Newer than all of 6 that are known: a constraint that ends before 7 may get it."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a module's `required_providers` says of the version; `terms` is None where that is no constraint."""

    text: str
    span: Span
    terms: tuple[Term, ...] | None


@dataclass(frozen=True)
class Provider:
    """The constraints of every module, which hold together, and the locked version if there is one."""

    constraints: tuple[Constraint, ...]
    locked: Version | None

    @classmethod
    def of(cls, configuration: Configuration, lock: str) -> Provider:
        """What a configuration says, and the text of the lock file beside it; empty where there is none."""
        found = _LOCKED.search(lock)
        major, minor, patch = found["version"].split(".") if found else ("", "", "")
        locked = (int(major), int(minor), int(patch)) if found else None
        return cls(tuple(_constraints(configuration)), locked)

    @property
    def text(self) -> str:
        """The constraints in words of Terraform's; empty where there are none."""
        return ", ".join(dict.fromkeys(it.text for it in self.constraints if it.terms is not None))

    @cached_property
    def majors(self) -> tuple[int, ...]:
        """The major versions whose schemas say what this provider takes: of versions that have none, the nearest."""
        versions = [self.locked] if self.locked else self.possible()
        nearest = {min(max(version[0], MAJORS[0]), MAJORS[-1]) for version in versions}
        shipped = {version[0] for version in versions} & set(MAJORS)
        return tuple(sorted(shipped or nearest)) or MAJORS

    @property
    def has_schema(self) -> bool:
        """Whether a schema ships of a major version that the folder may get, and not only of the nearest."""
        versions = [self.locked] if self.locked else self.possible()
        return not versions or any(version[0] in MAJORS for version in versions)

    def possible(self, *more: Version) -> list[Version]:
        """Versions that the constraints allow: one at least wherever they allow any, in each major version."""
        terms = [term for it in self.constraints for term in it.terms or ()]
        named = [term.version for term in terms]
        after = [(major, minor, patch + 1) for major, minor, patch in named]
        floors = [(major, 0, 0) for major in range(MAJORS[-1] + 1)]
        candidates = {*named, *after, *floors, OLDEST, _NEWEST, *more}
        return [it for it in sorted(candidates) if _exists(it) and all(term.allows(it) for term in terms)]

    def without_lock(self) -> Provider:
        """What `terraform init -upgrade` may get."""
        return Provider(self.constraints, None)

    def refusing(self, version: Version) -> tuple[Constraint, ...]:
        """The constraints that do not allow a version."""
        return tuple(
            it for it in self.constraints if not all(term.allows(version) for term in it.terms or ())
        )

    def keeping_from(self, version: Version) -> tuple[Constraint, ...]:
        """The constraints that alone allow neither a version nor a newer one; all if they only do so together."""
        alone = tuple(it for it in self.constraints if not Provider((it,), None).may_be(version))
        return alone or self.constraints

    def may_be(self, version: Version) -> bool:
        """Whether it may be this version or a newer one."""
        versions = [self.locked] if self.locked else self.possible(version)
        return any(it >= version for it in versions)


def locked_at(lock: str, file: str) -> Span | None:
    """Where a lock file names the version of the AWS provider; None where it does not."""
    found = _LOCKED.search(lock)
    if not found:
        return None
    line = lock.count("\n", 0, found.start("line")) + 1
    column = found.start("line") - lock.rfind("\n", 0, found.start("line"))
    return Span(file, line, column, line, column + len(found["line"]))


def provider_of(block: Block) -> str:
    """What a module calls the provider of a resource, data source or provider block; empty for other blocks."""
    if block.type == "provider":
        return block.labels[0] if block.labels else ""
    chosen = block.attributes.get("provider")
    if chosen and chosen.value.references:
        return chosen.value.references[0].names[0]
    return block.labels[0].partition("_")[0] if block.labels else ""


def foreign_names(module: Module) -> frozenset[str]:
    """What a module calls providers that are none of HashiCorp's for AWS, though perhaps by that name."""
    found = set()
    for block in module.blocks:
        for inner in block.blocks if block.type == "terraform" else ():
            for name, attribute in inner.attributes.items() if inner.type == "required_providers" else ():
                sources = [it.value.value for it in attribute.value.entries or () if it.name == "source"]
                if sources and not str(sources[0]).lower().endswith("hashicorp/aws"):
                    found.add(name)
    return frozenset(found)


def _exists(version: Version) -> bool:
    return version[0] != MAJORS[0] or version <= OLDEST  # 5.100.0 is the last of 5


def _constraints(configuration: Configuration) -> Iterator[Constraint]:
    for module in configuration.values():
        for block in module.blocks:
            for inner in block.blocks if block.type == "terraform" else ():
                if inner.type == "required_providers" and (entry := inner.attributes.get("aws")):
                    yield from _constraint(entry)


def _constraint(entry: Attribute) -> Iterator[Constraint]:
    values = {"version": entry.value} if entry.value.entries is None else {}
    values |= {it.name: it.value for it in entry.value.entries or () if it.name}
    value = values.get("version")
    if value is None or not isinstance(value.value, str):
        return
    try:
        terms: tuple[Term, ...] | None = parse(value.value)
    except ValueError:
        terms = None
    yield Constraint(value.value, value.span, terms)
