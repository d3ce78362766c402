"""What is told of drift, over all states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tfgen.diagnostics import Diagnostic
from tfgen.drift.codes import CHANGED, GONE, NOT_ASKED, REGION_LEFT_OUT
from tfgen.drift.found import Drifted, Found, Where, found, is_there
from tfgen.drift.groups import Group, groups
from tfgen.drift.run import Plan
from tfgen.frozen import frozen


@frozen
class State:
    """A state, and what was found in it."""

    name: str
    """Empty where there is one."""
    found: Found | None
    """None if it could not be compared."""
    lost: tuple[str, ...] = ()
    """Regions that were left out."""
    problem: Diagnostic | None = None


@frozen
class Report:
    """What is told."""

    title: str
    path: str
    """The spec, or the folder."""
    environment: str
    states: tuple[State, ...]
    told: tuple[Drifted, ...]
    ignored: tuple[tuple[Drifted, str], ...]
    """With the reasons."""

    @property
    def groups(self) -> list[Group]:
        """What is told, grouped."""
        return groups(self.told)

    @property
    def quiet(self) -> Mapping[str, int]:
        """Numbers of attributes that differ and tell nothing, by reason."""
        total = Counter[str]()
        for state in self.states:
            total.update(state.found.left_out if state.found else {})
        return dict(sorted(total.items()))

    @property
    def is_partial(self) -> bool:
        """Whether something was not compared."""
        return any(state.lost or state.found is None for state in self.states)

    @property
    def planned(self) -> int | None:
        """How many resources the next apply changes for another reason; None where that is not known of all."""
        counts = [state.found.planned for state in self.states if state.found]
        return None if None in counts or self.is_partial else sum(len(each or ()) for each in counts)

    def headline(self) -> str:
        """What it comes to, in a sentence."""
        count = len(self.groups)
        what = f"{count} difference{'' if count == 1 else 's'}" if count else "no difference"
        partly = ", as far as could be compared" if self.is_partial else ""
        return f"{self.title}: {what} between the state and the account{partly}"

    def apart(self) -> str:
        """What the next apply does besides."""
        if self.planned is None:
            return "whether the spec asks for other changes is not known"
        if not self.planned:
            return "the spec asks for no other change"
        things = "1 resource" if self.planned == 1 else f"{self.planned} resources"
        return f"the spec asks for other changes, of {things}: `tfgen plan` tells them"


def state_of(name: str, answer: Plan | Diagnostic, where: Where, lost: tuple[str, ...] = ()) -> State:
    """What came of asking about a state. One that holds nothing is none that was compared."""
    if isinstance(answer, Diagnostic):
        return State(name, None, problem=answer)
    if not is_there(answer):
        message = "there is nothing in the state: no apply has written one"
        return State(name, None, problem=NOT_ASKED(message, hint=_HINT))
    return State(name, found(answer, where), lost, left_out(lost) if lost else None)


def left_out(lost: Sequence[str]) -> Diagnostic:
    """What is said of what was not compared."""
    return REGION_LEFT_OUT(f"{', '.join(sorted(lost))} could not be asked, nor what depends on it")


_HINT = "the folder of the state, or the account and the region of its bucket, may be another"


def told_of(group: Group) -> str:
    """A finding's words."""
    return f"{group.says()}; {group.fate()}"


def code_of(group: Group) -> str:
    """The id of a group's code."""
    return GONE.id if group.first.is_gone else CHANGED.id
