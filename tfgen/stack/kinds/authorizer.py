"""Authorizers: what tells who calls, in the API of every region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Code
from tfgen.spec.collections import Many, Named
from tfgen.spec.record import OneOf, Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.spec.shape import closest
from tfgen.stack import codes, names
from tfgen.stack.kind import Kind
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.reading import Reading
from tfgen.stack.reference import Referring, Value
from tfgen.stack.stack import Stack

REFUSED = Code(
    "TFG186",
    "authorizer that API Gateway refuses",
    finds="""a Lambda authorizer that caches answers and has no `identity` to find them by; a `pattern` without
`type: token`; a token authorizer whose `identity` is not one header.""",
    why="""a cached answer is found by the values of the identity sources, and a token authorizer is given one
header and no more
(https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html).""",
    example="auth: {checker: {function: authorize, cache: 300, identity: []}}",
    instead="""identity sources that tell callers apart, such as `identity: [header.Authorization]`, or
`cache: 0`.""",
)

AUTHORIZER_NAME = Text(
    "a name of lower-case letters, digits and hyphens that is not `none` or `iam`",
    r"^(?!(none|iam)$)[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    most=60,
)
_ISSUER = Text(
    "an issuer such as `https://id.example.com/`",
    r"^https://[A-Za-z0-9{][A-Za-z0-9._~:/{}-]*$",
    most=400,
    hint="the `iss` of the tokens to the letter, a closing slash included",
)
_AUDIENCE = Text("an audience", r"^[A-Za-z0-9._~:/?#@!&()*+,;%-]+$", most=200)
_POOL = Text(
    "a user pool's ARN such as `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123`",
    r"^arn:aws:cognito-idp:(\{region\}|[a-z0-9-]+):(\{account\}|[0-9]{12}):userpool/(\{region\}|[a-z0-9-]+)_[A-Za-z0-9]+$",
)
_FUNCTION_ARN = Text(
    "a function's ARN such as `arn:aws:lambda:{region}:123456789012:function:authorize`",
    r"^arn:aws:lambda:(\{region\}|[a-z0-9-]+):(\{account\}|[0-9]{12}):function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$",
)
_ROLE_ARN = Text("a role's ARN", r"^arn:aws:iam::(\{account\}|[0-9]{12}):role/[A-Za-z0-9_+=,.@/-]+$")
_SOURCE = Text(
    "a source such as `header.Authorization`, `query.token` or `context.identity.sourceIp`",
    r"^(header\.[A-Za-z0-9!#$&'*+.^_|~-]+|query\.[A-Za-z0-9._~-]+|context\.[A-Za-z0-9._-]+)$",
    most=200,
)


@record
class Authorizer:
    """What tells who calls: one of these keys. Routes name it with `auth`; it is made in the API of every region."""


@record
class Jwt:
    """Which tokens are taken. API Gateway gets the issuer's keys from its `/.well-known/openid-configuration`."""

    issuer: Value = field(
        Referring(_ISSUER), "The `iss` of the tokens. One for all regions: a token must survive a failover."
    )
    audience: tuple[Value, ...] = field(
        Many(Referring(_AUDIENCE), least=1, most=50),
        "The `aud`, or else the `client_id`, that a token must have one of.",
    )


@record
class JwtAuthorizer(Authorizer):
    """HTTP APIs: JSON Web Tokens in the header `Authorization`, those of Cognito among them."""

    jwt: Jwt = field(Record(Jwt), "Tokens of an OpenID Connect issuer. HTTP APIs only.")


@record
class Pool:
    """A Cognito user pool that somebody else made."""

    existing: Value = field(Referring(_POOL), "Its ARN; `{region}` and `{account}` are filled in.")


@record
class CognitoAuthorizer(Authorizer):
    """REST APIs: tokens of Cognito user pools in the header `Authorization`, access tokens where a route has `scopes`."""

    cognito: tuple[Pool, ...] = field(
        Many(Record(Pool), least=1, most=1000), "The user pools whose tokens are taken. REST APIs only."
    )


@record
class LambdaAuthorizer(Authorizer):
    """What API Gateway asks a function, and how long it keeps the answer."""

    cache: int = field(
        Integer(0, 3600, "seconds"),
        "How long an answer holds for the same identity. In an HTTP API a yes then holds for each of its routes, unless `context.routeKey` is in `identity`.",
        default=0,
    )
    identity: tuple[str, ...] = field(
        Many(_SOURCE, most=10),
        "What tells callers apart. A request that lacks one is refused, and the function is not asked.",
        default=("header.Authorization",),
    )
    type: str = field(
        Choice("request", "token"),
        "REST APIs only: whether the function is given the request, or one header of it.",
        default="request",
    )
    pattern: str = field(
        Text("a regular expression", r"^[^\u0000-\u001f\u007f]+$", most=200),
        "REST APIs, `type: token`: what the header must match, before the function is asked.",
        default="",
    )
    payload: str = field(
        Choice("1.0", "2.0"),
        "HTTP APIs only: the version of what the function is given. With `1.0` it answers with an IAM policy.",
        default="2.0",
    )
    policy: bool = field(
        Flag(),
        "HTTP APIs only: whether it answers with an IAM policy, instead of `isAuthorized`.",
        default=False,
    )


@record
class OwnAuthorizer(LambdaAuthorizer):
    """A function of this spec decides. API Gateway is permitted to invoke it."""

    function: str = field(Text("the name of a function"), "The function of this spec that decides.")


@record
class ExistingAuthorizer(LambdaAuthorizer):
    """A function that somebody else made decides. API Gateway is permitted to invoke it, unless it has a `role` to do so."""

    existing: Value = field(
        Referring(_FUNCTION_ARN),
        "The ARN of the function that decides; `{region}` and `{account}` are filled in.",
    )
    role: str = field(
        _ROLE_ARN,
        "The role as which API Gateway invokes it, for a function of another account.",
        default="",
    )


AUTHORIZER_SHAPE = OneOf(
    "what tells who calls",
    {
        "jwt": JwtAuthorizer,
        "cognito": CognitoAuthorizer,
        "function": OwnAuthorizer,
        "existing": ExistingAuthorizer,
    },
)


def _check(stack: Stack, reading: Reading) -> None:
    for name, each in stack.all(AUTHORIZER).items():
        if isinstance(each, OwnAuthorizer) and each.function:
            _check_function(name, each.function, stack, reading)
        if isinstance(each, LambdaAuthorizer):
            for setting, message, hint in _refused(name, each):
                reading.report(REFUSED, (AUTHORIZER.key, name, setting), message, hint)


def _check_function(name: str, function: str, stack: Stack, reading: Reading) -> None:
    written = reading.source.names(FUNCTION.key)
    if function in stack.existing(FUNCTION):
        called = names.of(stack, FUNCTION, function)
        message = f"authorizer `{name}` asks function `{function}`, which somebody else made"
        hint = f'write `existing: "arn:aws:lambda:{{region}}:{{account}}:function:{called}"`'
        reading.report(codes.UNKNOWN_NAME, (AUTHORIZER.key, name, "function"), message, hint)
    elif function not in written and not reading.source.is_mistaken(FUNCTION.key):
        message = f"authorizer `{name}` asks function `{function}`, which is not there"
        where = (AUTHORIZER.key, name, "function")
        reading.report(codes.UNKNOWN_NAME, where, message, closest(function, written))


def _refused(name: str, each: LambdaAuthorizer) -> Iterator[tuple[str, str, str]]:
    """The setting, what is wrong with it, and what to write."""
    if each.type == "token":
        if len(each.identity) != 1 or not each.identity[0].startswith("header."):
            message = f"authorizer `{name}` is given a token, which is one header"
            yield "identity", message, "write `identity: [header.Authorization]`, or `type: request`"
    elif each.cache and not each.identity:
        message = f"authorizer `{name}` caches answers and has no `identity` to find them by"
        yield "cache", message, "write `cache: 0`, or what tells callers apart"
    if each.pattern and each.type != "token":
        message = f"authorizer `{name}` has a `pattern`, which is for one header"
        yield "pattern", message, "write `type: token`, or leave `pattern` out"


AUTHORIZER: Kind[Authorizer] = Kind(
    one="authorizer",
    key="auth",
    name=AUTHORIZER_NAME,
    record=Authorizer,
    shape=lambda _: Named("authorizer", AUTHORIZER_NAME, AUTHORIZER_SHAPE),
    doc="What tells who calls. Routes name one with `auth`.",
    service="front_door",
    check=_check,
    codes=(REFUSED,),
)
