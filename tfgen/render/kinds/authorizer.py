"""Authorizers: each in the API of every region; what they say stands with the API's arguments."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.authorization import asked
from tfgen.render.hcl import quote
from tfgen.render.part import Made, Part
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.authorizer import AUTHORIZER, JwtAuthorizer
from tfgen.stack.stack import Stack


def _made(stack: Stack) -> Iterator[Made]:
    """A REST API's stand in its document."""
    if not stack.all(API):
        return
    kind = stack.the(API).kind
    for region in stack.regions:
        module = f'module.{region.label}.module.{kind}_api["api"]'
        for name, each in stack.all(AUTHORIZER).items() if kind == "http" else ():
            type_ = "jwt" if isinstance(each, JwtAuthorizer) else "lambda"
            address = f"{module}.aws_apigatewayv2_authorizer.{type_}[{quote(name)}]"
            yield Made(address, (AUTHORIZER.key, name), region.name)
        for name in asked(stack):
            address = f"{module}.aws_lambda_permission.authorizer[{quote(name)}]"
            yield Made(address, (AUTHORIZER.key, name), region.name)


PART = Part(kind=AUTHORIZER, made=_made)
