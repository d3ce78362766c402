"""The catalogue: every code of diagnostics."""

from __future__ import annotations

from tfgen.apply import codes as apply
from tfgen.check import checkov, environments, secret_anywhere, terraform, tools
from tfgen.check.hcl import parse as configuration
from tfgen.check.hcl import schema, syntax
from tfgen.check.own import load, trust
from tfgen.check.rules import rules
from tfgen.check.since import guards, revision
from tfgen.check.untrusted import codes as untrusted
from tfgen.cost import codes as cost
from tfgen.diagnostics import Code
from tfgen.drift import codes as drift
from tfgen.emulator import server
from tfgen.gate import codes as gate
from tfgen.journey import codes as steps
from tfgen.latency import codes as latency
from tfgen.package import aliases, folder, installer, npm, pip, requirements
from tfgen.package import build as package
from tfgen.package.start import codes as start
from tfgen.pipeline import codes as pipeline
from tfgen.plan import codes as changes
from tfgen.plan import failed as plan
from tfgen.plan import kept, lacking, layout, moving, refusals
from tfgen.plan.guards import codes as plan_guards
from tfgen.play import scenario
from tfgen.rehearse import codes as rehearse
from tfgen.render import foreign, write
from tfgen.review import codes as review
from tfgen.review.base import codes as of_base
from tfgen.review.post import codes as post
from tfgen.scaffold import project
from tfgen.spec import codes as spec
from tfgen.stack import (
    adoption,
    callers,
    environment,
    existing,
    journey,
    parting,
    presence,
    reference_codes,
    sharing,
    state,
)
from tfgen.stack import codes as stack
from tfgen.stack.kinds import KINDS
from tfgen.stack.own_order import CIRCLE
from tfgen.suppress import codes as suppress

_CODES = (
    *spec.CODES,
    *stack.CODES,
    *presence.CODES,
    *state.CODES,
    *parting.CODES,
    *sharing.CODES,
    adoption.CANNOT_ADOPT,
    existing.SETTING_OF_EXISTING,
    *reference_codes.CODES,
    *environment.CODES,
    *callers.CODES,
    *journey.CODES,
    *(code for kind in KINDS for code in kind.codes),
    *write.CODES,
    *foreign.CODES,
    *project.CODES,
    *package.CODES,
    *folder.CODES,
    *aliases.CODES,
    *installer.CODES,
    *pip.CODES,
    *npm.CODES,
    *requirements.CODES,
    *start.CODES,
    *rules.CODES,
    *environments.CODES,
    secret_anywhere.CODE,
    *configuration.CODES,
    *syntax.CODES,
    *schema.CODES,
    *terraform.CODES,
    *untrusted.CODES,
    CIRCLE,
    *load.CODES,
    *trust.CODES,
    *checkov.CODES,
    *suppress.CODES,
    *plan.CODES,
    *kept.CODES,
    *layout.CODES,
    *moving.CODES,
    *changes.CODES,
    *plan_guards.CODES,
    *refusals.CODES,
    *lacking.CODES,
    *review.CODES,
    *apply.CODES,
    *cost.CODES,
    *revision.CODES,
    *guards.CODES,
    *latency.CODES,
    *rehearse.CODES,
    *steps.CODES,
    *scenario.CODES,
    *post.CODES,
    *gate.CODES,
    *of_base.CODES,
    *pipeline.CODES,
    *drift.CODES,
    *tools.CODES,
    *server.CODES,
)


def codes() -> dict[str, Code]:
    """Every code, in order."""
    return {code.id: code for code in sorted(_CODES, key=lambda code: code.id)}
