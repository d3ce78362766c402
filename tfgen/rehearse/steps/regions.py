"""Every region answers by itself: on its own name, on every route."""

from __future__ import annotations

import json

from tfgen.rehearse.codes import NOT_ANSWERED
from tfgen.rehearse.evidence import health_function, of_request
from tfgen.rehearse.not_run import of_function
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step
from tfgen.rehearse.trying import tried
from tfgen.stack.kinds.api import API
from tfgen.stack.region import label


def _own_names(rehearsal: Rehearsal) -> Outcome:
    failed = read_urls(rehearsal)
    if failed:
        return failed
    if not rehearsal.stack.all(API):
        return NotApplicable("no function has a route")
    if not rehearsal.is_routed:
        return NotApplicable("without a domain there is no health check, whose path would be asked")
    path, function = rehearsal.routing.health.path, health_function(rehearsal)
    for region in rehearsal.urls:
        answer = rehearsal.ask_own_name(region, path)
        if not answer.is_good:
            return Failed(
                f"{region} answers GET {path} on its own name with 2xx or 3xx",
                answer.words(),
                of_request(rehearsal, region, path, function),
                f"module.{label(region)}",
                function,
            )
    absent = of_function(rehearsal, function)
    if absent:
        return NotApplicable(
            f"the API of every region answers in place of {absent.function}, which did not run"
        )
    return Passed((f"{', '.join(rehearsal.urls)}: GET {path}",))


def read_urls(rehearsal: Rehearsal) -> Failed | None:
    """Reads each region's own address from the outputs of the root module, if there is an API."""
    if not rehearsal.stack.all(API):
        return None
    said = rehearsal.terraform.run("output", "-json", "region_urls")
    if said.status != 0:
        return Failed("the root module has the output region_urls", " ".join(said.stderr.split()))
    rehearsal.urls = json.loads(said.stdout)
    return None


def _routes(rehearsal: Rehearsal) -> Outcome:
    return tried(rehearsal, lambda trial: trial.answers)


STEPS = (
    Step("regions", "every region answers on its own name", NOT_ANSWERED, _own_names),
    Step("routes", "every route answers in every region", NOT_ANSWERED, _routes),
)
