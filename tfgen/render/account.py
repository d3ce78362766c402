"""The account, where a plan has to know it: else nothing is looked up, and the role of each function tells it."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.hcl import reference
from tfgen.render.part import Block
from tfgen.render.template import render
from tfgen.stack.given import given_to
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.module import MODULE, OwnModule
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.site import SITE
from tfgen.stack.references import needs_account
from tfgen.stack.stack import Stack

ACCOUNT = reference("data", "aws_caller_identity", "this", "account_id")


def _gives_account(stack: Stack, module: OwnModule) -> bool:
    """Whether a module is given something in which the account stands."""
    return "{account}" in repr([each.value(stack, stack.home) for each in given_to(module).values()])


def look_up(stack: Stack) -> Iterator[Block]:
    """Looks it up for what exists already, for names and keys that have it in them, and for own modules' ARNs.

    A queue is imported by its URL, which has the account in it. And a function that exists cannot be given its first
    variables while one of them is unknown: the provider plans none, and the apply fails. The ARN of a role or a policy
    that exists is its name and the account. The names of buckets have it in them.
    Source: https://github.com/hashicorp/terraform-provider-aws/issues/38755
    """
    queues = any(queue.adopt for queue in stack.all(QUEUE).values())
    own = any(_gives_account(stack, module) for module in stack.all(MODULE).values())
    adopted = any(each.adopt.function or each.role or each.boundary for each in stack.all(FUNCTION).values())
    key = stack.all(ENCRYPTION).get("")
    needs_key = key is not None and (key.own or isinstance(key.existing, str))
    named = bool(stack.all(SITE))
    if needs_key or own or queues or adopted or named or needs_account(stack):
        yield Block(render("account.tf.j2"))
