"""Whether a plan is the one that was reviewed, or the rest of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from tfgen.apply.codes import NOT_REVIEWED, NOTHING_TO_RESUME
from tfgen.apply.covered import uncovered
from tfgen.apply.record import Record
from tfgen.diagnostics import Diagnostic
from tfgen.plan.fingerprint import Difference, Line, difference, fingerprint_of_lines, fingerprint_of_states

_MOST_TOLD = 10
_ANEW = "review the plan as it is now (`tfgen plan`, or the pull request's job once more), and apply with its fingerprint"


def refusal(
    now: Sequence[Line],
    reviewed: str,
    known: Sequence[Line] | None,
    last: Record | None,
    resumes: bool,
    tainted: Collection[str] = (),
) -> Diagnostic | None:
    """Why a plan is not applied; None if it is.

    `tainted` are addresses of what was made in part. `known` is what counted of the plan that was reviewed, where the folder still tells it, and `last` the last apply.
    """
    is_halfway = last is not None and last.is_halfway and fingerprint_of_lines(last.lines) == reviewed
    if fingerprint_of_lines(now) == reviewed:
        return None
    if resumes and not is_halfway:
        message = f"no apply of {reviewed} stopped halfway in this folder, as far as it tells"
        return NOTHING_TO_RESUME(message, None, f"bring its record, or {_ANEW}")
    rest = list(uncovered(now, known, tainted)) if is_halfway and known else None
    if rest == []:
        return None if resumes else _is_rest(now, reviewed)
    return _is_other(now, reviewed, known, rest)


def refusal_of_states(own: Mapping[str, str], reviewed: str) -> Diagnostic | None:
    """Why the plans of several states are not applied, by the fingerprints that they have; None if they are.

    States without changes are part of whatever was reviewed.
    """
    now = fingerprint_of_states(own)
    if now == reviewed or set(own.values()) == {fingerprint_of_lines(())}:
        return None
    each = ", ".join(f"{name} {told}" for name, told in own.items())
    message = f"the plans have the fingerprint {now}, and {reviewed} was reviewed. Now there are: {each}"
    hint = "`--state NAME` applies one of them with its own fingerprint; or review all anew"
    return NOT_REVIEWED(message, None, hint)


def _is_rest(now: Sequence[Line], reviewed: str) -> Diagnostic:
    message = (
        f"the plan is {_count(now)} that an apply of {reviewed} left, which stopped halfway: {_named(now)}"
    )
    return NOT_REVIEWED(message, None, "`--resume` applies the rest")


def _is_other(
    now: Sequence[Line], reviewed: str, known: Sequence[Line] | None, rest: Sequence[Line] | None
) -> Diagnostic:
    begin = f"the plan has the fingerprint {fingerprint_of_lines(now)}, and {reviewed} was reviewed: "
    if rest:
        message = f"{begin}it is no part of that, because of {_named(rest)}"
    elif known is not None:
        message = begin + "; ".join(_told(difference(known, now)))
    else:
        message = f"{begin}it now has {_count(now)}: {_named(now)}"
    return NOT_REVIEWED(message, None, _ANEW)


def _told(found: Difference) -> Iterable[str]:
    if found.came:
        yield f"came: {_named(found.came)}"
    if found.went:
        yield f"went: {_named(found.went)}"
    if found.changed:
        others = [f"{now.address}{_how(before, now)}" for before, now in found.changed]
        yield f"changed: {_listed(others)}"


def _how(before: Line, now: Line) -> str:
    """What differs between two changes of a resource, by name."""
    if before.actions != now.actions:
        return f" ({' and '.join(before.actions)} before, now {' and '.join(now.actions)})"
    paths = sorted({path for path, _ in {*before.values} ^ {*now.values}})
    return f" ({_listed(paths)})" if paths else ""


def _count(lines: Sequence[Line]) -> str:
    return f"{len(lines)} change{'s' if len(lines) != 1 else ''}"


def _named(lines: Iterable[Line]) -> str:
    return _listed([f"{line.address} ({' and '.join(line.actions)})" for line in lines])


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_TOLD} more" if len(words) > _MOST_TOLD else ""
    return ", ".join(words[:_MOST_TOLD]) + more
