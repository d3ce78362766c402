"""API keys of a REST API, each with a usage plan: the same in every region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Code
from tfgen.spec.collections import Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Integer, Text
from tfgen.stack import names
from tfgen.stack.kind import Kind, Name
from tfgen.stack.reading import Reading
from tfgen.stack.reference import OfInput, Referring, Value
from tfgen.stack.stack import Stack

MAX_NAME = 1024
"""Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html"""

VALUE = Code(
    "TFG188",
    "API key that can be read",
    finds="""an API key whose value stands in the spec, or comes from anything else than a sensitive input.""",
    why="""a key is a secret that clients share with the service: in a spec, a plan or a log it is one no more. A sensitive
input is kept out of them. Terraform's state has it in plain text, whichever way it comes.""",
    example="""\
keys: {partner: {value: "0123456789abcdefghij"}}
""",
    instead="""a sensitive input: `inputs: {partner_key: {sensitive: true}}` and `value: {input: partner_key}`, with
`TF_VAR_partner_key` set where Terraform runs.""",
)

KEY_NAME = Text("a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=60)


@record
class ApiKey:
    """A client's key, in the header `x-api-key`. It tells clients apart and limits them; who calls, `auth` says."""

    value: Value = field(
        Referring(Text("a reference to a sensitive input"), hides=True),
        "Its value, of 20 to 128 characters, from a sensitive input: the same in every region, so that clients survive a failover.",
    )
    rate: int | None = field(
        Integer(1, 10_000, "requests a second"), "The steady rate, in each region.", default=None
    )
    burst: int | None = field(
        Integer(1, 5_000, "requests"),
        "The most requests at once; as many as `rate` if left out.",
        default=None,
    )
    quota: str = field(
        Text(
            "a number of requests a `day`, `week` or `month`, such as `1000/day`",
            r"^[1-9][0-9]{0,8}/(day|week|month)$",
        ),
        "How many requests it is good for, in each region.",
        default="",
    )


def _check(stack: Stack, reading: Reading) -> None:
    for name, key in stack.all(API_KEY).items():
        path = (API_KEY.key, name)
        given = key.value
        if isinstance(given, OfInput):
            declared = stack.inputs.get(given.name)
            if declared and not declared.sensitive:
                message = (
                    f"API key `{name}` takes its value from input `{given.name}`, which is not sensitive"
                )
                reading.report(VALUE, (*path, "value"), message, f"write `{given.name}: {{sensitive: true}}`")
        elif given:
            message = f"the value of API key `{name}` can be read"
            reading.report(VALUE, (*path, "value"), message, "write `{input: …}`, and a sensitive input")
        if key.burst and not key.rate:
            message = f"API key `{name}` has a `burst`, and no `rate` that it exceeds"
            reading.report(BURST, (*path, "burst"), message, "say `rate` as well")


BURST = Code(
    "TFG189",
    "burst without a rate",
    finds="an API key with `burst` and without `rate`.",
    why="""a usage plan throttles by both: the burst is what a client may use at once of what the rate fills up
(https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).""",
    example="keys: {partner: {value: {input: partner_key}, burst: 20}}",
    instead="`rate` as well, or neither.",
)


def _names(stack: Stack, name: str) -> Iterator[Name]:
    yield Name("key", names.of(stack, API_KEY, name), MAX_NAME)


API_KEY: Kind[ApiKey] = Kind(
    one="api_key",
    key="keys",
    name=KEY_NAME,
    record=ApiKey,
    shape=lambda _: Named("API key", KEY_NAME, Record(ApiKey)),
    doc="API keys of a REST API, with a usage plan each.",
    service="front_door",
    check=_check,
    names=_names,
    codes=(VALUE, BURST),
)
