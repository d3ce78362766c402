"""Functions: every route answers in every region."""

from __future__ import annotations

from tfgen.rehearse import callers
from tfgen.rehearse.caller import Caller
from tfgen.rehearse.client import Answer
from tfgen.rehearse.evidence import is_grave, is_of_the_gateway, of_request
from tfgen.rehearse.not_run import of_function
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.requests import made_up
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Reach, Trial
from tfgen.render.kinds.function import address
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, INVOKE, invoked, live, packages


def _prepares(rehearsal: Rehearsal) -> None:
    """What the code needs to run here is got before a request waits for it."""
    folder = rehearsal.terraform.folder
    for package in packages(rehearsal.stack):
        found = [
            folder / package.path,
            *(folder / each.name / package.path for each in rehearsal.stack.regions),
        ]
        code = next(path for path in found if path.exists()).read_bytes()
        rehearsal.emulator.functions.prepare(code, package.runtime)


def _answers(rehearsal: Rehearsal) -> Outcome:
    told = []
    asked = 0
    known = rehearsal.keyring.callers()
    for region in rehearsal.urls:
        for name, function in rehearsal.stack.all(FUNCTION).items():
            for route in function.http:
                shown = rehearsal.keyring.right(known[route], region)
                if shown is None:  # what is told of by not_run.untried
                    continue
                answer = rehearsal.ask_own_name(region, *made_up(route), shown)
                absent = of_function(rehearsal, name)
                if absent:
                    told.append(absent.words())
                    break
                asked += 1
                wrong = _wrong(rehearsal, region, name, route, answer)
                if isinstance(wrong, Failed):
                    return wrong
                told.extend(wrong)
    told = list(dict.fromkeys(told))
    if not asked:
        return NotApplicable("; ".join(told) or "no route could be asked")
    return Passed((f"{asked} requests, one for each route in each region", *told))


def _wrong(
    rehearsal: Rehearsal, region: str, name: str, route: str, answer: Answer
) -> Failed | tuple[str, ...]:
    """What is wrong with the answer of a route: a failure, or what is told and passes."""
    path = made_up(route).path
    is_kept_out = answer.status in (401, 403) and is_of_the_gateway(rehearsal, region, path)
    if 0 < answer.status < 500 and not is_kept_out:
        return ()
    evidence = of_request(rehearsal, region, path, name)
    if is_kept_out:
        expected = f"{region} lets in at {route} whoever may call it"
        return Failed(expected, answer.words(), evidence, address(region, name), name)
    if _is_grave(route, answer, evidence):
        expected = f"{region} answers {route} without a 5xx"
        return Failed(expected, answer.words(), evidence, address(region, name), name)
    return (f"{region}: {route} with made-up values got {answer.words()}: clients should get a 4xx",)


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
    keeps_out=callers.kept_out,
    uses=callers.still_let_in,
    reach=Reach(INVOKE, invoked, _invoked),
)
