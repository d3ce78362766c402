"""What can be wrong with what ignores findings (TFG166 to TFG169)."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

UNUSED = Code(
    "TFG166",
    "nothing to ignore",
    finds="an entry of `ignore`, or a comment `tfgen:ignore`, for a finding that is not there.",
    why="""what it was for is mended or gone. Left standing, it would hide the next one. It is told when every check that
could find it did run.""",
    example="""\
ignore:
  - {code: TFG204, at: functions.get, reason: until the move}     # it runs python3.13 now
""",
    instead="no such entry.",
    severity=Severity.WARNING,
)
EXPIRED = Code(
    "TFG167",
    "ignored until a day that is over",
    finds="an entry of `ignore` whose `until` is over.",
    why="somebody wanted to look at it again by then. What it ignored is told again.",
    example='ignore: [{code: TFG206, reason: "until the review", until: 2026-05-01}]',
    instead="a mended finding, or another day.",
    severity=Severity.WARNING,
)
GONE = Code(
    "TFG168",
    "baseline with findings that are gone",
    finds="a finding that the file of `--baseline` holds and that is not there any more.",
    why="it would be hidden if it came back.",
    example="TFG206 at tables.orders of spec.yaml, which the baseline holds, is gone",
    instead="`--write-baseline` once more.",
    severity=Severity.NOTE,
)
CANNOT_IGNORE = Code(
    "TFG169",
    "finding that cannot be ignored so",
    finds="""an entry of `ignore` or a comment `tfgen:ignore` of a code that does not exist or cannot be ignored, a comment
without a reason, and a `.checkov.yaml` or a baseline that cannot be read.""",
    why="""a finding without which nothing can be rendered, planned or trusted is an error whoever says what of it; and what
names nothing would be believed to hide something.""",
    example="# tfgen:ignore TFG206",
    instead="`# tfgen:ignore CODE reason`, with a code that `tfgen explain` lists or one of checkov's.",
)
NOT_GRANTED = Code(
    "TFG460",
    "exception that a change grants itself",
    finds="""an entry of `ignore` or a comment for a finding of a change, which the base does not have; or one without `at` or
`until`.""",
    why="""who asks for a change would excuse what it does in the same change, and the review would be green. What is to be an
exception is decided before, is for one thing, and ends.""",
    example="""\
tables: {}     # orders goes, and the entry is new as well:
ignore: [{code: TFG271, at: tables.orders, reason: archived, until: 2027-01-31}]
""",
    instead="""the entry in a change of its own, which is merged first. It may name what is there today; it counts as the base's, also
when the change takes it out with the thing.""",
    severity=Severity.NOTE,
)

CODES = (UNUSED, EXPIRED, GONE, CANNOT_IGNORE, NOT_GRANTED)
