"""TFG235: auth that does not survive a failover."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.spec.source import Path
from tfgen.stack.callers import IAM, callers
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.authorizer import (
    AUTHORIZER,
    Authorizer,
    CognitoAuthorizer,
    ExistingAuthorizer,
    JwtAuthorizer,
)
from tfgen.stack.reference import Export, Parameter, StackOutput, Value
from tfgen.stack.references import text, varies
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG235",
    "auth that does not survive a failover",
    finds="""in a stack of several regions, an issuer or a user pool that is another in each region, or is read in each and may
be; a function that decides for all of them in one; and `iam` on an HTTP API.""",
    why="""a client that is led to another region brings the token that it has. An issuer of that region's own refuses it,
and everybody has to sign in again in the moment of a failure. A function in the region that is lost refuses
everybody everywhere. A SigV4 signature holds in the region that it was made for, and SigV4A, which holds in all, is
taken by REST APIs alone (https://chammock.dev/posts/aws-apigw-multi-region-iam-auth).""",
    example="""\
regions: [eu-west-1, us-east-1]
auth:
  users: {jwt: {issuer: "https://cognito-idp.{region}.amazonaws.com/pool", audience: [web]}}
""",
    instead="""one issuer for all regions; a function in each, by `function` or with `{region}` in its ARN; for `iam`, clients
that sign once more for the region that they are led to.""",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what ties callers, or decisions about them, to a region."""
    if len(stack.regions) < 2:
        return
    for name, each in stack.all(AUTHORIZER).items():
        yield from _tied(stack, name, each)
    if stack.all(API) and stack.the(API).kind == "http":
        said = [each for each in callers(stack).values() if each.auth == IAM and each.said_at]
        for path in sorted({each.said_at for each in said if each.said_at}, key=str):
            message = (
                "a signature for one region is refused in another: clients must sign anew after a failover"
            )
            yield Finding(path, message, severity=Severity.NOTE)


def _tied(stack: Stack, name: str, each: Authorizer) -> Iterator[Finding]:
    path: Path = (AUTHORIZER.key, name)
    if isinstance(each, JwtAuthorizer):
        what, hint = f"the issuer of authorizer `{name}`", "name one issuer for all regions"
        yield from _differs(stack, each.jwt.issuer, (*path, "jwt", "issuer"), what, hint)
    if isinstance(each, CognitoAuthorizer):
        what, hint = f"the user pool of authorizer `{name}`", "name the pools of all regions, or one for all"
        for number, pool in enumerate(each.cognito):
            yield from _differs(stack, pool.existing, (*path, "cognito", number, "existing"), what, hint)
    if isinstance(each, ExistingAuthorizer) and not varies(stack, each.existing):
        arn = text(stack, each.existing)
        region = arn.split(":")[3] if arn else "one region"
        without = region if arn else "it"
        message = f"authorizer `{name}` asks a function in {region} for all regions: without {without}, nobody is let in"
        yield Finding((*path, "existing"), message, "write `{region}`, and have the function in each region")


def _differs(stack: Stack, value: Value, path: Path, what: str, hint: str) -> Iterator[Finding]:
    """What is read in each region under one name may be the same there, so it is a note."""
    if not varies(stack, value):
        return
    if isinstance(value, Parameter | Export | StackOutput) and "{region}" not in value.name:
        message = (
            f"{what} is read in each region: where it is another there, a token does not survive a failover"
        )
        yield Finding(path, message, hint, Severity.NOTE)
    else:
        yield Finding(path, f"{what} is another in each region: a token does not survive a failover", hint)


RULE = Rule(CODE, check)
