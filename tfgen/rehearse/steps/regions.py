"""Every region answers by itself: on its own name, on every route."""

from __future__ import annotations

import json
import re

from tfgen.rehearse.client import Answer
from tfgen.rehearse.codes import NOT_ANSWERED
from tfgen.rehearse.evidence import of_health_path, of_request
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Outcome, Passed, Step
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.region import label

_VALUE = "rehearsal"
_BODY = json.dumps({"value": _VALUE})
_GRAVE = re.compile(r"AccessDenied|not authorized|Runtime\.|Sandbox\.|ResourceNotFound|may not|permission")


def _own_names(rehearsal: Rehearsal) -> Outcome:
    failed = read_urls(rehearsal)
    if failed:
        return failed
    path = rehearsal.stack.the(ROUTING).health.path
    for region in rehearsal.urls:
        answer = rehearsal.ask_own_name(region, path)
        if not answer.is_good:
            return Failed(
                f"{region} answers GET {path} on its own name with 2xx or 3xx",
                answer.words(),
                of_health_path(rehearsal, region),
                f"module.{label(region)}",
            )
    return Passed((f"{', '.join(rehearsal.urls)}: GET {path}",))


def read_urls(rehearsal: Rehearsal) -> Failed | None:
    """Reads each region's own address from the outputs of the root module."""
    said = rehearsal.terraform.run("output", "-json", "region_urls")
    if said.status != 0:
        return Failed("the root module has the output region_urls", " ".join(said.stderr.split()))
    rehearsal.urls = json.loads(said.stdout)
    return None


def _routes(rehearsal: Rehearsal) -> Outcome:
    told = []
    asked = 0
    for region in rehearsal.urls:
        for function in rehearsal.stack.all(FUNCTION).values():
            for route in function.http:
                method, path = _made_up(route)
                body = _BODY if method in ("POST", "PUT", "PATCH") else None
                answer = rehearsal.ask_own_name(region, path, method, body)
                asked += 1
                if 0 < answer.status < 500:
                    continue
                evidence = of_request(rehearsal, region, path, function.name)
                if _is_grave(route, answer, evidence):
                    address = f'module.{label(region)}.aws_lambda_function.function["{function.name}"]'
                    return Failed(
                        f"{region} answers {route} without a 5xx", answer.words(), evidence, address
                    )
                told.append(
                    f"{region}: {route} with made-up values got {answer.words()}: clients should get a 4xx"
                )
    return Passed((f"{asked} requests, one for each route in each region", *told))


def _made_up(route: str) -> tuple[str, str]:
    """A method and path that a route matches."""
    method, path = route.split(" ", 1)
    return "GET" if method == "ANY" else method, re.sub(r"\{[^}]+\}", _VALUE, path)


def _is_grave(route: str, answer: Answer, evidence: tuple[str, ...]) -> bool:
    """Whether made-up values cannot be the cause."""
    is_read = route.startswith(("GET ", "HEAD "))
    return is_read or answer.status == 0 or bool(_GRAVE.search("\n".join(evidence)))


STEPS = (
    Step("regions", "every region answers on its own name", NOT_ANSWERED, _own_names),
    Step("routes", "every route answers in every region", NOT_ANSWERED, _routes),
)
