"""Functions may do what the spec gives them, in every region, and no others may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from botocore.exceptions import ClientError

from tfgen.rehearse import permissions
from tfgen.rehearse.caller import Caller
from tfgen.rehearse.codes import NOT_GRANTED
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Outcome, Passed, Step
from tfgen.rehearse.trial import Reach
from tfgen.rehearse.trying import used
from tfgen.render.kinds.function import address
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.stack import Stack

_REFUSALS = ("AccessDenied", "AccessDeniedException")


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A function that uses a thing."""

    caller: Caller
    kind: str
    """What one such thing is called."""
    reach: Reach
    thing: str

    @property
    def _function(self) -> Function:
        return self.caller.rehearsal.stack.all(FUNCTION)[self.caller.function]

    @property
    def may(self) -> bool:
        """Whether `access` says that it may."""
        return self._function.access.get(self.thing) == self.reach.word

    def failed(self) -> Failed | None:
        """What is wrong."""
        try:
            self.reach.use(self.caller, self.thing)
        except ClientError as error:
            refused = error.response["Error"]["Code"] in _REFUSALS
            meant = not self.may or (self._function.deny and "explicit deny" in str(error))
            return None if refused and meant else self._failed("may", str(error))
        return None if self.may or self._function.allow else self._failed("may not", "it is allowed")

    def _failed(self, may: str, came: str) -> Failed:
        name, region = self.caller.function, self.caller.region
        expected = f"function {name} {may} {self.reach.word} {self.kind} {self.thing} in {region}"
        return Failed(expected, came, (), address(region, name), name)


def has_some(stack: Stack) -> bool:
    """Whether there is anything that needs a right and is tried."""
    things = any(True for _, reach in _reaches(stack) for _ in reach.things(stack))
    return things or any(function.allow or function.deny for function in stack.all(FUNCTION).values())


def _reaches(stack: Stack) -> Iterator[tuple[str, Reach]]:
    return ((trial.kind.one, trial.reach) for trial in used(stack) if trial.reach)


def _held(rehearsal: Rehearsal) -> Outcome:
    counts = Counter[bool]()
    for attempt in _attempts(rehearsal, [region.name for region in rehearsal.stack.regions]):
        failed = attempt.failed()
        if failed:
            return failed
        counts[attempt.may] += 1
    said, failed = permissions.held(rehearsal)
    if failed:
        return failed
    words = f"{counts[True]} uses that `access` allows; {counts[False]} others, all refused"
    return Passed((*([words] if counts else []), *said))


def still_held(rehearsal: Rehearsal, regions: list[str]) -> Failed | None:
    """What is wrong in these regions while another is lost: what was allowed there still is."""
    found = (attempt.failed() for attempt in _attempts(rehearsal, regions) if attempt.may)
    return next(filter(None, found), None)


def _attempts(rehearsal: Rehearsal, regions: list[str]) -> Iterator[_Attempt]:
    stack = rehearsal.stack
    for region in regions:
        for name, function in stack.all(FUNCTION).items():
            if function.role:  # what a stand-in allows says nothing
                continue
            with closing(Caller(rehearsal, name, region)) as caller:
                for kind, reach in _reaches(stack):
                    yield from (_Attempt(caller, kind, reach, thing) for thing in reach.things(stack))


STEPS = (Step("rights", "functions may use what `access` says, and nothing else", NOT_GRANTED, _held),)
