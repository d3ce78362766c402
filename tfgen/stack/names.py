"""Every name that AWS is given, and the ARNs that follow from names.

`<service>[-<environment>]-<name>`, unless the spec says another with `name` or `existing`. An ARN leaves `{region}` and `{account}`
to whoever fills them in, so that one text serves every region, and one thing can name another without a cycle.
"""

from __future__ import annotations

from typing import Any

from tfgen.stack.key import Key
from tfgen.stack.package import OWN_CODE
from tfgen.stack.stack import Stack


def service(stack: Stack) -> str:
    """What every name starts with."""
    return stack.called


def of(stack: Stack, kind: Key[Any], name: str) -> str:
    """The name in AWS of a thing."""
    if (other := stack.existing(kind).get(name)) is not None:
        return str(other.existing)
    thing = stack.all(kind).get(name)
    said: str = of_environment(getattr(thing, "existing", ""), stack) or getattr(thing, "name", "")
    is_own = name == OWN_CODE and kind.key == "functions"
    return said or f"{service(stack)}-{'tfgen' if is_own else name}"


def role(function: str, region: str) -> str:
    """The role of a function; IAM is global, so the region is in it."""
    return f"{function}-{region}"


def function_logs(function: str) -> str:
    """The log group of a function; Lambda makes one of that name if there is none."""
    return f"/aws/lambda/{function}"


def api_logs(kind: str, api: str) -> str:
    """The log group of an API's access logs."""
    return f"/aws/vendedlogs/apigateway/{api}" if kind == "http" else f"/aws/apigateway/{api}"


def queue_url(region: str, account: str, queue: str) -> str:
    """The URL of a queue."""
    return f"https://sqs.{region}.amazonaws.com/{account}/{queue}"


def dead_letter_queue(queue: str) -> str:
    """The queue that takes what another could not hand over."""
    return f"{queue}-dead"


def arn(of_service: str, resource: str) -> str:
    """The ARN of something regional."""
    return f"arn:aws:{of_service}:{{region}}:{{account}}:{resource}"


def of_environment(text: str, stack: Stack) -> str:
    """Text in which the environment stands where `{environment}` did."""
    return text.replace("{environment}", stack.environment)


ACCOUNT = "123456789012"
"""Stands for the account where lengths count: every account's number is as long."""


def filled(text: str, region: str) -> str:
    """Text in which a region and an account stand where `{region}` and `{account}` did."""
    return text.replace("{region}", region).replace("{account}", ACCOUNT)


def state_key(stack: Stack, root: str = "") -> str:
    """The key of the object that holds a root's state; empty where no bucket does."""
    if stack.state is None or not stack.state.bucket:
        return ""
    said = of_environment(stack.state.key, stack).replace("{root}", root)
    return said or f"{service(stack)}/{root or 'terraform'}.tfstate"


def state_bucket(stack: Stack, region: str) -> str:
    """The bucket that holds the states of a region; empty where none does."""
    return stack.state.bucket.replace("{region}", region) if stack.state else ""


def state_workspace(stack: Stack, root: str = "") -> str:
    """The workspace of HCP Terraform that holds a root's state; empty where none does."""
    if stack.state is None or stack.state.cloud is None:
        return ""
    said = of_environment(stack.state.cloud.workspace, stack) or service(stack)
    return f"{said}-{root}" if root else said
