"""Functions: Lambda's requests and time, what they send to clients, their logs and their traces.

Sources: https://aws.amazon.com/lambda/pricing
https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
https://aws.amazon.com/xray/pricing
https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tfgen.cost.expression import SHARE, ZERO, Clamp, Expression, constant, known, product, unless_said
from tfgen.cost.items import (
    CLOUDWATCH,
    LAMBDA,
    LAMBDA_DURATION,
    LAMBDA_REQUESTS,
    TRACES,
    TRANSFER,
    TRANSFER_OUT,
    XRAY,
)
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.logs import log
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.units import EACH_GB, SECONDS
from tfgen.cost.usage.beside import BESIDE
from tfgen.cost.usage.functions import FUNCTIONS, calls, duration, logged, response
from tfgen.cost.usage.measured_functions import asks, measured
from tfgen.cost.view import View
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.kinds.function import FUNCTION

SAMPLED = Decimal("0.05")
FIRST = 1 - SAMPLED
"""What is traced beyond that of the first request of a second."""


def _requests(view: View, name: str) -> Expression:
    """Calls by requests; none, unless somebody says so, of a function without routes that something else starts."""
    started = name in view.started and not view.all(FUNCTION)[name].http
    return unless_said(calls(name), 0) if started else calls(name)


class _Calls(NamedTuple):
    """Calls of a function for one cause, in a region."""

    what: str
    calls: Expression
    cause: Cause


def _calls(view: View, name: str) -> Iterator[_Calls]:
    """Calls by requests, by health checks, and by whatever else starts it."""
    yield _Calls(name, product(SHARE, _requests(view, name)), Cause.SHARED)
    for each in view.started.get(name, ()):
        yield _Calls(f"{name}, by {each.by}", product(SHARE, each.calls), Cause.SHARED)
    if name == view.checked:
        yield _Calls(f"{name}, by health checks", constant(view.checks), Cause.CHECKED)


def _runs(view: View) -> Iterator[Quantity]:
    """Requests and GB-seconds."""
    for name, function in view.all(FUNCTION).items():
        requests, time = LAMBDA_REQUESTS[function.arch], LAMBDA_DURATION[function.arch]
        gigabytes = Decimal(function.memory) / 1024 / 1000
        for what, called, cause in _calls(view, name):
            yield Quantity(what, requests, called, cause)
            yield Quantity(what, time, product(gigabytes, called, duration(name)), cause)


def _sent(view: View) -> Iterator[Quantity]:
    """What is sent to clients. What CloudFront fetches is free."""
    for name in view.all(FUNCTION):
        if not (view.says(BESIDE).cdn or _behind_edge(view)):
            sent = product(SHARE, EACH_GB, _requests(view, name), response(name))
            yield Quantity(name, TRANSFER_OUT, sent, Cause.SHARED)
        if name == view.checked:
            checked = product(view.checks, EACH_GB, response(name))
            yield Quantity(f"{name}, by health checks", TRANSFER_OUT, checked, Cause.CHECKED)


def _behind_edge(view: View) -> bool:
    return any(cdn.step != "beside" for cdn in view.all(CDN).values())


def _logs(view: View) -> Iterator[Quantity]:
    for name, function in view.all(FUNCTION).items():
        for what, called, cause in _calls(view, name):
            yield from log(what, product(called, logged(name)), function.logs, cause)


def _traces(view: View) -> Iterator[Quantity]:
    """What the default rule samples, the first request of each second and 5 percent of the rest.

    Requests are spread evenly: all share the first one of each second, health checks before others.
    """
    traced = _traced(view)
    checks = view.checks if view.checked in traced else ZERO
    first = min(checks, SECONDS)
    if checks:
        of_checks = constant(checks * SAMPLED + first * FIRST)
        yield Quantity("health checks", TRACES, of_checks, Cause.CHECKED)
    if traced:
        started = (each.calls for name in traced for each in view.started.get(name, ()))
        called = known(*(_requests(view, name) for name in traced), *started)
        firsts = Clamp(known(product(SHARE, FIRST, called)), most=(SECONDS - first) * FIRST)
        yield Quantity("the first request of each second", TRACES, firsts, Cause.BOUNDS)
        yield Quantity("5 % of the others", TRACES, product(SHARE, SAMPLED, called), Cause.SHARED)


def _traced(view: View) -> list[str]:
    """Functions whose requests are traced; a REST API traces all that pass through it."""
    is_rest = any(api.kind == "rest" for api in view.all(API).values())
    functions = view.all(FUNCTION).items()
    return [name for name, function in functions if function.tracing or (is_rest and function.http)]


COST = Cost(
    entries=(FUNCTIONS,),
    billed=(
        Billed(LAMBDA, each=_runs),
        Billed(TRANSFER, each=_sent),
        Billed(CLOUDWATCH, each=_logs),
        Billed(XRAY, each=_traces),
    ),
    asks=asks,
    measured=measured,
)
