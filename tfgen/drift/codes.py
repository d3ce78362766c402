"""The codes of drift."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity
from tfgen.drift.issue import codes as issue

CHANGED = Code(
    "TFG740",
    "setting that is not as it was applied",
    finds="an attribute of a resource that is another in the account than in the state: somebody, or something, changed it.",
    why="""what the spec says is not what runs. The next apply puts back what Terraform manages, at a time that nobody chose
for it; what it does not manage stays, and stands in no review.""",
    example="memory_size of 1 lambda function in us-east-1: 256 is now 512",
    instead="""the setting in the spec, if it is meant; else an apply. Until then an entry of `ignore` with the code, the address
or the place, and a day.""",
)
GONE = Code(
    "TFG741",
    "resource that is gone",
    finds="a resource that the state knows and the account has no more: somebody deleted it.",
    why="""what needed it fails. The next apply makes it again, without the data that it held.""",
    example="1 route53 record in us-east-1 is gone",
    instead="an apply; a backup first, if it held data.",
)
NOT_ASKED = Code(
    "TFG742",
    "state that could not be compared",
    finds="a state of which Terraform could not say how the account differs, or that holds nothing.",
    why="no drift was found there because none could be. The message is Terraform's.",
    example="there is nothing in the state: no apply has written one",
    instead="what Terraform says.",
    basis=Basis.ENVIRONMENT,
)
REGION_LEFT_OUT = Code(
    "TFG743",
    "region that was not compared",
    finds="a region whose AWS endpoints fail, so that its resources were left out, and those that depend on them.",
    why="the answer is partial: what differs there is not known.",
    example="us-east-1 fails and was left out",
    instead="`tfgen drift` again when the region is back.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
FOR_EVER = Code(
    "TFG744",
    "drift that is ignored without an end",
    finds="an entry of `ignore` with a code of drift and without `until`.",
    why="""drift is mended or written down; an entry that stands for ever hides the next one, which may be an attack. It is told,
and ignores all the same.""",
    example='ignore: [{code: TFG740, at: functions.get, reason: "a test of the load"}]',
    instead="`until` with a day.",
    severity=Severity.WARNING,
    basis=Basis.INPUT,
)

CODES = (CHANGED, GONE, NOT_ASKED, REGION_LEFT_OUT, FOR_EVER, *issue.CODES)
