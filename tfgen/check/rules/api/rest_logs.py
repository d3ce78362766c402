"""TFG211: REST API that needs an account setting."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG211",
    "REST API that needs an account setting",
    finds="a REST API.",
    why="""its access logs need a role that API Gateway may write with. That is a setting of the account
in each region, shared by all its REST APIs, so a stack must not own it. Without it the apply fails with
"CloudWatch Logs role ARN must be set in account settings to enable logging"
(https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html). A REST API also
calls functions with payload version 1.0 instead of 2.0, and leaves the CORS headers of their answers to
them.""",
    example="api: {kind: rest}",
    instead="""a role that is set once in each region (`aws_api_gateway_account`), or an HTTP API, which
needs none.""",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports REST APIs."""
    if any(api.kind == "rest" for api in stack.all(API).values()):
        message = "a REST API's access logs need the CloudWatch role in API Gateway's account settings of every region"
        yield Finding(("api", "kind"), message)


RULE = Rule(CODE, check)
