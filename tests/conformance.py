"""The conformance cases: what AWS is documented or recorded to do, as data; and the table of them in the docs.

A file of tests/cases/conformance/<service>/ is a mapping:

- source: where it is told, a URL; a case may have its own
- shared: anything, to put YAML anchors on
- given: steps before each of its cases, such as `{call: dynamodb.CreateTable, with: {…}}`
- cases: mappings of
  - name: what AWS does, a full sentence
  - given: steps after those of the file
  - when: one step. Its first key says what kind: tests/component/emulator/conformance/runners.py has them
  - then: `{error: CODE, message: exact text}`, the message only where a source tells it, or `contains` instead,
    where AWS's regions tell it with other words around; or `{answer: …}`, of which
    mappings may have more, lists may not; null stands for what must not be there
  - differs: why the emulator does not do so; the case must then fail

A step's `as: NAME` keeps its answer: `${NAME.Member.0}` in a later one stands for what is there.
A step that is given may say `fails: true`. `${x*1000}` stands for a thousand times x.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.specs import ROOT

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = ROOT / "tests/cases/conformance"
PAGE = ROOT / "docs/rehearsal.md"
_BEGIN, _END = "<!-- conformance: written by `make golden` -->\n", "<!-- end of conformance -->\n"


@dataclass(frozen=True)
class Case:
    """One thing that AWS does."""

    service: str
    topic: str
    name: str
    source: str
    given: tuple[Mapping[str, Any], ...]
    when: Mapping[str, Any]
    then: Mapping[str, Any]
    differs: str

    @property
    def id(self) -> str:
        """Its name in pytest."""
        return f"{self.service}/{self.topic}: {self.name}"


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every service."""
    return tuple(case for path in sorted(FOLDER.glob("*/*.yaml")) for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    content = yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506  # a safe one
    assert content.keys() <= {"source", "given", "cases", "shared"}, path
    for said in content["cases"]:
        where = f"{path}: {said.get('name')}"
        assert {"name", "when", "then"} <= said.keys(), where
        assert said.keys() <= {"name", "source", "given", "when", "then", "differs"}, where
        yield Case(
            path.parent.name,
            path.stem,
            said["name"],
            said.get("source") or content["source"],
            (*content.get("given", ()), *said.get("given", ())),
            said["when"],
            said["then"],
            said.get("differs", ""),
        )


def table() -> str:
    """The cases by service, and every known difference with its reason, as Markdown."""
    found = cases()
    services = sorted({case.service for case in found})
    of = {service: [case for case in found if case.service == service] for service in services}
    rows = [
        (service, len(of[service]), sum(not case.differs for case in of[service])) for service in services
    ]
    rows.append(("all", len(found), sum(not case.differs for case in found)))
    lines = ["| service | cases | right | known differences |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {service} | {number} | {right} | {number - right} |" for service, number, right in rows]
    known = [f"- {case.service}, {case.name}: {case.differs}" for case in found if case.differs]
    return "\n".join([*lines, *(("", "Known differences:", "", *known) if known else ())]) + "\n"


def page() -> str:
    """docs/rehearsal.md, with the table as the cases are now."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    assert end, f"{PAGE} has no place for the table"
    return f"{before}{_BEGIN}\n{table()}\n{_END}{after}"
