"""The state, and inputs: what Terraform is told beside the resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.stack import names
from tfgen.stack.stack import Stack

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

WAVES_LOST = Code(
    "TFG274",
    "waves that are taken away",
    finds="`waves` that the base has, and the spec does not any more; or, as a note, in another order.",
    why="""waves let a mistake reach some regions, be seen, and stop. Without them, one change reaches all regions at once, and is the last
thing that anybody should find out from a change of something else.""",
    example="# waves: [[eu-west-1], [us-east-1]]     # the base has them",
    instead="the waves; a change of its own that says why they go.",
    severity=Severity.WARNING,
)

CODES = (STATE_MOVED, WAVES_LOST, INPUTS_CHANGED)


def _state(since: Since) -> Iterator[Finding]:
    before, after = _Place.of(since.base), _Place.of(since.head)
    if before == after:
        return
    if before.layout != after.layout:
        message = f"the state is kept `{before.layout}` at the base and is to be `{after.layout}`: Terraform begins with an empty one"
        yield Finding(
            ("state", "layout"),
            message,
            "`tfgen state move` hands the states over before the merge: docs/states.md tells how",
        )
    elif before.where == _LOCAL:
        message = "the base keeps the state in a local file, and what was applied stands in that"
        hint = "move the state first, by `terraform init -migrate-state` in the rendered folder"
        yield Finding(("state",), message, hint, Severity.WARNING)
    elif after.where == _LOCAL:
        message = f"the state lies in {before.where}, and is to lie in a local file: CI would begin with an empty one"
        yield Finding(("state",), message, "keep `state`")
    else:
        message = f"the state lies in {before.where}, and is looked for in {after.where}: Terraform begins with an empty one"
        yield Finding(("state",), message, "keep it where it is, or move the state first and by hand")


_LOCAL = "a local file"


class _Place(NamedTuple):
    """Where states lie."""

    layout: str
    where: str

    @classmethod
    def of(cls, stack: Stack) -> _Place:
        state = stack.state
        if state is None or state.is_local:
            return cls(state.layout if state else "single", _LOCAL)
        root = "{root}" if state.is_apart else ""
        if state.cloud:
            cloud = state.cloud
            workspace = names.state_workspace(stack, root)
            host = f"{cloud.hostname}/" if cloud.hostname else ""
            return cls(state.layout, f"`{host}{cloud.organization}/{workspace}`")
        region = f" in {state.region}" if state.region else ""
        return cls(state.layout, f"`{state.bucket}/{names.state_key(stack, root)}`{region}")


def _waves(since: Since) -> Iterator[Finding]:
    before, after = since.base.waves, since.head.waves
    if len(before) > 1 and len(after) < 2:
        message = f"the base applies {len(before)} waves, one after another, and the spec none: a mistake reaches every region at once"
        yield Finding(("waves",), message, "keep `waves`")
        return
    both = {region.name for region in since.head.regions} & {region.name for region in since.base.regions}
    was, now = ([kept for wave in waves if (kept := {*wave} & both)] for waves in (before, after))
    if before and was != now:
        message = (
            "regions go in other waves than at the base: what reaches them first, or together, is another"
        )
        yield Finding(
            ("waves",), message, "see that no wave holds what must not fail together", Severity.NOTE
        )


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
            ("inputs", name), f"input `{name}` is gone", f"take TF_VAR_{name} out of pipelines", Severity.NOTE
        )


GUARDS = (Guard(STATE_MOVED, _state), Guard(WAVES_LOST, _waves), Guard(INPUTS_CHANGED, _inputs))
