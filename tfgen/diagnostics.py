"""What tfgen tells its user: diagnostics, which are data and not exceptions. To the user they are findings."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import NamedTuple

from tfgen.frozen import frozen


class Severity(StrEnum):
    """How bad a diagnostic is: an error fails a run, a warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Basis(Enum):
    """What a diagnostic rests on, and so what must change before it goes."""

    INPUT = "input"
    """What the user wrote: the spec, the code, the files."""
    MOMENT = "moment"
    """A network or a service: asked again, the diagnostic may be gone, so no result that holds it is kept."""
    ENVIRONMENT = "environment"
    """The machine or the account: an error ends a run with the exit status of wrong use. It is not kept either."""


Progress = Callable[[str], None]
"""How long work says where it is: each step to a function that the command gives it. Only commands write."""


class Span(NamedTuple):
    """A range of a file. Lines and columns count characters from 1; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


PAGES = "https://github.com/tfgen-aws/tfgen/blob/main/docs"
"""Where the documentation is published."""


@frozen
class Policy:
    """What another tool calls what failed, such as checkov's CKV_AWS_117."""

    id: str
    title: str
    uri: str
    """Where it is explained."""


@frozen
class Diagnostic:
    """What is told, with its place if it has one."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None
    basis: Basis = Basis.INPUT
    policy: Policy | None = None
    address: str = ""
    """The address of the resource that it is of, where it is of one."""
    environments: tuple[str, ...] = ()
    """The environments of the spec in which it holds, where they are not all."""
    place: str = ""
    """Of a change: what of the spec it is of, as `tables.orders`, also where that is gone."""

    @property
    def rule(self) -> str:
        """What names it most closely: the other tool's own id, or the code."""
        return self.policy.id if self.policy else self.code


@frozen
class Suppressed:
    """A diagnostic that is not told, and why."""

    diagnostic: Diagnostic
    reason: str
    in_source: bool
    """Whether what was checked says so itself, rather than an option or a file beside it."""


@frozen
class Code:
    """A code of diagnostics: what `tfgen explain CODE` and docs/rules.md tell of it.

    Each text is Markdown and completes a sentence that `explanation` begins; `example` is code.
    """

    id: str
    title: str
    finds: str
    why: str
    example: str
    instead: str
    severity: Severity = Severity.ERROR
    basis: Basis = Basis.INPUT

    @property
    def summary(self) -> str:
        """What it finds, in a sentence."""
        return f"Finds {' '.join(self.finds.split())}"

    @property
    def explanation(self) -> str:
        """All of it, as Markdown: what it finds, why, an example, what to use instead."""
        example = "".join(f"    {line}".rstrip() + "\n" for line in self.example.strip("\n").split("\n"))
        return "\n".join(
            (
                _paragraph(self.summary),
                _paragraph(f"Why: {self.why}"),
                "Example:\n",
                example,
                _paragraph(f"Use instead: {self.instead}"),
            )
        )

    @property
    def uri(self) -> str:
        """Where it is explained."""
        return f"{PAGES}/rules.md#{self.id.lower()}"

    def __call__(
        self,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A diagnostic with this code; of another severity where the circumstances ask for one."""
        return Diagnostic(self.id, severity or self.severity, message, span, hint, self.basis)


def in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code; what has no place comes last. Duplicates are dropped."""
    nowhere = Span("\U0010ffff", 0, 0, 0, 0)
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda d: (d.span or nowhere, d.code, d.message))


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any diagnostic fails the run."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def _paragraph(text: str) -> str:
    """A paragraph in lines that fit a terminal."""
    from textwrap import fill

    return fill(text, 100, break_long_words=False, break_on_hyphens=False) + "\n"
