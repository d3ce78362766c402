"""Functions: every route answers in every region."""

from __future__ import annotations

import json
import re

from tfgen.rehearse.caller import Caller
from tfgen.rehearse.client import Answer
from tfgen.rehearse.evidence import is_grave, of_request
from tfgen.rehearse.not_run import of_function
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Reach, Trial
from tfgen.render.kinds.function import address
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, INVOKE, invoked, live, packages

_VALUE = "rehearsal"
_BODY = json.dumps({"value": _VALUE})


def _prepares(rehearsal: Rehearsal) -> None:
    """What the code needs to run here is got before a request waits for it."""
    for package in packages(rehearsal.stack):
        code = (rehearsal.terraform.folder / package.path).read_bytes()
        rehearsal.emulator.functions.prepare(code, package.runtime)


def _answers(rehearsal: Rehearsal) -> Outcome:
    told = []
    asked = 0
    for region in rehearsal.urls:
        for name, function in rehearsal.stack.all(FUNCTION).items():
            for route in function.http:
                method, path = made_up(route)
                body = _BODY if method in ("POST", "PUT", "PATCH") else None
                answer = rehearsal.ask_own_name(region, path, method, body)
                absent = of_function(rehearsal, name)
                if absent:
                    told.append(absent.words())
                    break
                asked += 1
                if 0 < answer.status < 500:
                    continue
                evidence = of_request(rehearsal, region, path, name)
                if _is_grave(route, answer, evidence):
                    expected = f"{region} answers {route} without a 5xx"
                    return Failed(expected, answer.words(), evidence, address(region, name), name)
                told.append(
                    f"{region}: {route} with made-up values got {answer.words()}: clients should get a 4xx"
                )
    told = list(dict.fromkeys(told))
    if not asked:
        return NotApplicable("; ".join(told))
    return Passed((f"{asked} requests, one for each route in each region", *told))


def made_up(route: str) -> tuple[str, str]:
    """A method and path that a route matches."""
    method, path = route.split(" ", 1)
    return "GET" if method == "ANY" else method, re.sub(r"\{[^}]+\}", _VALUE, path)


def _is_grave(route: str, answer: Answer, evidence: tuple[str, ...]) -> bool:
    """Whether made-up values cannot be the cause."""
    is_read = route.startswith(("GET ", "HEAD "))
    return is_read or answer.status == 0 or is_grave(evidence)


def _invoked(caller: Caller, name: str) -> None:
    """Lambda decides as it would, and runs nothing."""
    arguments = {
        "FunctionName": names.filled(live(caller.rehearsal.stack, name), caller.region),
        "InvocationType": "DryRun",
    }
    caller.client("lambda").invoke(**arguments)


TRIAL = Trial(
    kind=FUNCTION,
    prepares=_prepares,
    answers=_answers,
    reach=Reach(INVOKE, invoked, _invoked),
)
