"""TFG228: right on everything."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.iam.permissions import said
from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.permission import Permission
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG228",
    "right on everything",
    finds="""`allow` of every action (`*`, `s3:*`), or of actions on every resource (`*`) though they take
resources, without a condition.""",
    why="""whoever gets the function to run his input gets what its role may do, in every region. `iam:PassRole`,
`sts:AssumeRole` or `lambda:InvokeFunction` on everything are a way to all other rights of the account.""",
    example="""\
allow: [{actions: ["s3:*"], resources: ["*"]}]
""",
    instead="""the actions that the code calls, on the ARNs that it calls them for, in which `{region}` and `{account}` are
filled in; or a condition in `when`. Actions that take no resource need `*`, and are not found.""",
    severity=Severity.WARNING,
)
_MOST_TOLD = 3


def check(stack: Stack) -> Iterator[Finding]:
    """Reports wildcards that stand for everything."""
    for name, effect, permission in said(stack):
        if effect == "allow":
            yield from _actions(name, permission)
            yield from _resources(name, permission)


def _actions(name: str, permission: Permission) -> Iterator[Finding]:
    for number, action in enumerate(permission.actions):
        if action.rpartition(":")[2] == "*":
            of = "every service" if action == "*" else action.partition(":")[0]
            message = f"`{action}` allows every action of {of} {FUNCTIONS}"
            yield Finding(
                (*permission.path, "actions", number),
                message,
                "name the actions that the code calls",
                function=name,
            )


def _resources(name: str, permission: Permission) -> Iterator[Finding]:
    from tfgen.check.iam import actions  # a list that few specs need

    if "*" not in permission.resources or permission.when:
        return
    wide = sorted({action.name for action in actions.on_resources(permission.actions)})
    if wide:
        told = ", ".join(f"`{each}`" for each in wide[:_MOST_TOLD]) + (
            " and others" if len(wide) > _MOST_TOLD else ""
        )
        message = f"{told} may be used on every resource {FUNCTIONS}"
        path = (*permission.path, "resources", permission.resources.index("*"))
        yield Finding(
            path,
            message,
            f"write an ARN such as `{_example(actions.matching(wide[0])[0].arns[0])}`",
            function=name,
        )


def _example(arn: str) -> str:
    """AWS's pattern of an ARN, with what is filled in."""
    _, _, service, region, account, resource = arn.replace("+", "*").split(":", 5)
    filled = ("{region}" if region == "*" else region, "{account}" if account == "*" else account)
    return ":".join(("arn", "aws", service, *filled, resource.replace("*", "…")))


RULE = Rule(CODE, check)
