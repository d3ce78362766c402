"""A plan that Terraform refuses, and what of the spec caused it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from tfgen import process
from tfgen.check.run import Target
from tfgen.check.terraform import hinted, told
from tfgen.diagnostics import Basis, Code, Diagnostic, Span
from tfgen.render.made import Origins

NOT_PLANNED = Code(
    "TFG401",
    "terraform plan failed",
    finds="rendered files that Terraform could not plan against the account.",
    why="""credentials are missing, the hosted zone or what the spec adopts is not there, or the account may
not read something. The message is Terraform's.""",
    example="No valid credential sources found",
    instead="what Terraform says; `--emulated` plans without an account.",
    basis=Basis.MOMENT,
)

CODES = (NOT_PLANNED,)

_ADDRESS = re.compile(r"^[\s│]*with (\S+),$", re.MULTILINE)
_PLACE = re.compile(r"^[\s│]*on (\S+) line (\d+)", re.MULTILINE)


def failed(finished: process.Finished, hints: Mapping[str, str]) -> Diagnostic:
    """What a `terraform plan` says that failed, with the address and the place of its first error."""
    address, place = _ADDRESS.search(finished.stderr), _PLACE.search(finished.stderr)
    line = int(place[2]) if place else 0
    span = Span(place[1], line, 1, line, 1) if place else None
    diagnostic = NOT_PLANNED(told(finished), span, hinted(finished.stderr, hints))
    return dataclasses.replace(diagnostic, address=address[1] if address else "")


def caused(diagnostic: Diagnostic, target: Target) -> Diagnostic:
    """The same at the line of the spec that made the resource, or what stands at the place; else where it stands."""
    origin = Origins(target.stack).of(diagnostic.address) if target.stack and diagnostic.address else None
    if origin and target.source:
        return dataclasses.replace(diagnostic, span=target.source.span(origin.path))
    return target.traced(diagnostic)
