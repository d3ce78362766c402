"""Types of AWS whose schema does not ship: whether there is such a type, their names tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.schema_data import KINDS, names
from tfgen.diagnostics import Code, Diagnostic, Severity

NOT_COVERED = Code(
    "TFG316",
    "AWS type outside the shipped schema",
    finds="""a resource or data source of AWS that tfgen knows by its name alone, so that nothing of it was checked; all
of a folder are told in one.""",
    why="tfgen ships the schema of the types that its own Terraform uses.",
    example='resource "aws_vpc" "main" {}',
    instead="nothing: `terraform validate` checks what tfgen cannot.",
    severity=Severity.NOTE,
)
UNKNOWN_TYPE = Code(
    "TFG334",
    "type that the AWS provider does not have",
    finds="""a resource, data source or ephemeral resource of a type that no version of the AWS provider has which the
folder may get; a warning where it resembles none, because a newer version may have it.""",
    why="Terraform refuses it; most often the type is misspelt.",
    example='resource "aws_lambda_functoin" "get" {}',
    instead="the documented type: `aws_lambda_function`.",
)

CODES = (NOT_COVERED, UNKNOWN_TYPE)

_MOST_SLIPS = 2
_WORDS = {"resource": "resource", "data": "data source", "ephemeral": "ephemeral resource"}


def not_covered(types: Iterable[str]) -> list[Diagnostic]:
    """TFG316 of all types of a folder, if there is any."""
    listed = ", ".join(f"`{name}`" for name in sorted(types))
    message = f"tfgen ships no schema of these types of AWS, and did not check their arguments: {listed}"
    return [NOT_COVERED(message)] if listed else []


def unknown(block: Block, major: int) -> Iterator[Diagnostic]:
    """TFG334, for a type that a major version does not have."""
    name, known = block.labels[0], names(major, block.type)
    if name in known:
        return
    message = f"AWS has no {_WORDS[block.type]} `{name}`"
    others = [kind for kind in KINDS if name in names(major, kind)]
    near = get_close_matches(name, known, cutoff=0.8)
    if others:
        yield UNKNOWN_TYPE(
            message, block.span, f'it is {_article(_WORDS[others[0]])}: `{others[0]} "{name}"`'
        )
        return
    severity = Severity.ERROR if any(_is_slip(name, each) for each in near) else Severity.WARNING
    yield UNKNOWN_TYPE(message, block.span, f"did you mean `{near[0]}`?" if near else None, severity)


def _is_slip(written: str, meant: str) -> bool:
    """Whether two letters at most were left out, added, changed, or swapped with the next.

    No type that came with 6 is so near to one of 5 (229 were tried): a slip is no type of a newer version.
    """
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written, 1):
        current = [row]
        for column, other in enumerate(meant, 1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if min(row, column) > 1 and (letter, written[row - 2]) == (meant[column - 2], other):
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, last = last, current
    return last[-1] <= _MOST_SLIPS


def _article(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
