"""The state, and inputs: what Terraform is told beside the resources."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.stack import names
from tfgen.stack.stack import Stack
from tfgen.stack.state import State

STATE_MOVED = Code(
    "TFG273",
    "state in another place",
    finds="a `state` that lies elsewhere than the base's, in another layout, or not where it was because the service is called otherwise.",
    why="""in a fresh clone, as in CI, Terraform finds an empty state there and plans to make everything once more: it fails halfway at names
that are taken, or makes all of it twice. Where it finds what the old place was, it refuses to start.""",
    example="state: {bucket: acme-terraform-2, region: eu-west-1}     # the base has acme-terraform",
    instead="""the old place; or a move of the state first (`terraform init -migrate-state` in the rendered folder), by hand, when nobody
applies, and then this change.""",
)
INPUTS_CHANGED = Code(
    "TFG279",
    "input that pipelines must know of",
    finds="""an input without a default that the base does not have, one that is not sensitive any more, and, as a note, one that is
gone.""",
    why="""Terraform plans nothing without a value, so a pipeline must give it before this is merged. What is no longer sensitive is shown in
plans. A value for an input that is gone is left over: `-var` of it fails.""",
    example="inputs: {partner_key: {sensitive: true}}     # new, and no TF_VAR_partner_key in the pipeline",
    instead="`TF_VAR_<name>` in every pipeline first; a default.",
    severity=Severity.WARNING,
)

CODES = (STATE_MOVED, INPUTS_CHANGED)


def _state(since: Since) -> Iterator[Finding]:
    before, after = (_placed(stack) for stack in (since.base, since.head))
    if before == after:
        return
    if before is None:
        message = (
            "the base keeps no state in a bucket: what it made stands in a local file, if it was applied"
        )
        hint = "move the state first, by `terraform init -migrate-state` in the rendered folder"
        yield Finding(("state",), message, hint, Severity.WARNING)
    elif after is None:
        message = f"the state lies in {_where(before)}, and is to lie in a local file: CI would begin with an empty one"
        yield Finding(("state",), message, "keep `state`")
    else:
        changed = [
            each.name
            for each in dataclasses.fields(before)
            if getattr(before, each.name) != getattr(after, each.name)
        ]
        message = f"the state lies in {_where(before)}, and is looked for in {_where(after)}: Terraform begins with an empty one"
        hint = f"keep `{changed[0]}`, or move the state first and by hand"
        yield Finding(("state", changed[0]), message, hint)


def _placed(stack: Stack) -> State | None:
    return dataclasses.replace(stack.state, key=names.state_key(stack)) if stack.state else None


def _where(state: State) -> str:
    return f"`{state.bucket}/{state.key}`"


def _inputs(since: Since) -> Iterator[Finding]:
    base, head = since.base.inputs, since.head.inputs
    for name, each in head.items():
        if name not in base and each.default is None:
            message = (
                f"input `{name}` is new and has no default: plans fail until every pipeline gives it a value"
            )
            yield Finding(("inputs", name), message, f"set TF_VAR_{name} there first")
        elif name in base and base[name].sensitive and not each.sensitive:
            message = f"input `{name}` is sensitive at the base, and is not any more: plans show its value"
            yield Finding(("inputs", name), message, "keep `sensitive: true`")
    for name in sorted(base.keys() - head.keys()):
        yield Finding(
            ("inputs",), f"input `{name}` is gone", f"take TF_VAR_{name} out of pipelines", Severity.NOTE
        )


GUARDS = (Guard(STATE_MOVED, _state), Guard(INPUTS_CHANGED, _inputs))
