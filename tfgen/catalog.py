"""Every kind of finding, by its code."""

from __future__ import annotations

from tfgen.check import checkov, terraform, tools
from tfgen.check.hcl import parse as configuration
from tfgen.check.hcl import schema, syntax
from tfgen.check.rules import catalog as rules
from tfgen.cost import findings as cost
from tfgen.cost import revision
from tfgen.diagnostics import Kind
from tfgen.emulator import server
from tfgen.package import build as package
from tfgen.package import folder, installer, npm, pip, requirements
from tfgen.plan import review
from tfgen.plan import run as plan
from tfgen.rehearse import findings as rehearse
from tfgen.render import write
from tfgen.scaffold import project
from tfgen.spec import mistakes as spec
from tfgen.stack import mistakes as stack

_KINDS = (
    *spec.KINDS,
    *stack.KINDS,
    *write.KINDS,
    *project.KINDS,
    *package.KINDS,
    *folder.KINDS,
    *installer.KINDS,
    *pip.KINDS,
    *npm.KINDS,
    *requirements.KINDS,
    *rules.KINDS,
    *configuration.KINDS,
    *syntax.KINDS,
    *schema.KINDS,
    *terraform.KINDS,
    *checkov.KINDS,
    *plan.KINDS,
    *review.KINDS,
    *cost.KINDS,
    *revision.KINDS,
    *rehearse.KINDS,
    *tools.KINDS,
    *server.KINDS,
)


def kinds() -> dict[str, Kind]:
    """Every kind, in the order of the codes."""
    return {kind.code: kind for kind in sorted(_KINDS, key=lambda kind: kind.code)}
