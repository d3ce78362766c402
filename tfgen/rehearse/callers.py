"""Routes that ask who calls: they keep out whoever cannot tell, and let in who can while a region is lost."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.rehearse.client import Answer
from tfgen.rehearse.credentials import NOTHING, Shown
from tfgen.rehearse.evidence import is_of_the_gateway, of_function, of_request
from tfgen.rehearse.not_run import of_function as not_run_of
from tfgen.rehearse.not_run import untried
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.requests import made_up
from tfgen.rehearse.step import Failed, Outcome, Passed
from tfgen.render.kinds.function import address
from tfgen.stack.callers import IAM, NONE, Callers, callers
from tfgen.stack.kinds.authorizer import OwnAuthorizer
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

_REFUSALS = (401, 403)


def has_some(stack: Stack) -> bool:
    """Whether any route asks who calls."""
    return any(_asks(said) for said in callers(stack).values())


def _asks(said: Callers) -> bool:
    return said.auth != NONE or said.key


def kept_out(rehearsal: Rehearsal) -> Outcome:
    """Tries every route that asks who calls, in every region."""
    tried = 0
    for region in rehearsal.urls:
        for name, route, said in _asking(rehearsal):
            for shown, what in _not_let_in(rehearsal, said, region):
                failed = _let_in(rehearsal, region, name, route, what, shown)
                if failed:
                    return failed
                tried += 1
    told = [each.words() for each in untried(rehearsal)]
    signed = [route for _, route, said in _asking(rehearsal) if said.auth == IAM]
    if signed and len(rehearsal.urls) > 1:
        told.append(
            f"signatures are for one region: who calls {signed[0]} has to sign anew where another answers"
        )
    return Passed((f"{tried} requests without a credential or with a wrong one, all refused", *told))


def still_let_in(rehearsal: Rehearsal, regions: list[str]) -> Failed | None:
    """What keeps out, while a region is lost, a client whom that region let in: of each way to call, one route."""
    tried: set[tuple[str, tuple[str, ...], bool]] = set()
    for name, route, said in sorted(_asking(rehearsal), key=lambda each: not each[1].startswith("GET ")):
        shown = rehearsal.keyring.right(said, rehearsal.lost)
        if shown is None or (said.auth, said.scopes, said.key) in tried:
            continue
        tried.add((said.auth, said.scopes, said.key))
        for region in regions:
            answer = rehearsal.ask_own_name(region, *made_up(route), shown.anew(region))
            if _is_refusal(rehearsal, region, route, answer):
                expected = f"{region} lets in at {route} whom {rehearsal.lost}, which is lost, let in"
                return Failed(expected, answer.words(), _evidence(rehearsal, region, name, route, said))
    return None


def _asking(rehearsal: Rehearsal) -> Iterator[tuple[str, str, Callers]]:
    """Functions, routes and callers where it is asked who calls."""
    known = rehearsal.keyring.callers()
    for name, function in rehearsal.stack.all(FUNCTION).items():
        yield from ((name, route, known[route]) for route in function.http if _asks(known[route]))


def _not_let_in(rehearsal: Rehearsal, said: Callers, region: str) -> Iterator[tuple[Shown, str]]:
    yield NOTHING, "without a credential"
    authorizer = rehearsal.keyring.authorizer(said)
    if isinstance(authorizer, OwnAuthorizer) and not_run_of(rehearsal, authorizer.function):
        return  # what stands in for it lets everybody in
    for what, shown in rehearsal.keyring.wrong(said, region).items():
        yield shown, f"with {what}"


def _let_in(
    rehearsal: Rehearsal, region: str, name: str, route: str, what: str, shown: Shown
) -> Failed | None:
    said = rehearsal.keyring.callers()[route]
    answer = rehearsal.ask_own_name(region, *made_up(route), shown)
    if _is_refusal(rehearsal, region, route, answer):
        return None
    expected = f"{region} refuses {route} {what}, and does not ask function {name}"
    evidence = _evidence(rehearsal, region, name, route, said)
    return Failed(expected, answer.words(), evidence, address(region, name), name)


def _is_refusal(rehearsal: Rehearsal, region: str, route: str, answer: Answer) -> bool:
    return answer.status in _REFUSALS and is_of_the_gateway(rehearsal, region, made_up(route).path)


def _evidence(rehearsal: Rehearsal, region: str, name: str, route: str, said: Callers) -> tuple[str, ...]:
    found = of_request(rehearsal, region, made_up(route).path, name)
    authorizer = rehearsal.keyring.authorizer(said)
    if isinstance(authorizer, OwnAuthorizer):
        return (*found, *of_function(rehearsal, region, authorizer.function))
    return found
