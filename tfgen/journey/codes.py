"""What keeps a step from being taken."""

from __future__ import annotations

from tfgen.diagnostics import Code

NO_STEP = Code(
    "TFG293",
    "region without a next step",
    finds="a region that `tfgen region` is asked to add, to remove or to make home, and that cannot be now.",
    why="""each step is safe because of those before it: a home cannot go, the last region that takes traffic cannot be
drained, and what Terraform is about to delete cannot come back before it is gone.""",
    example="tfgen region remove eu-west-1          # which is home",
    instead="what the hint says first.",
)
NOT_EDITED = Code(
    "TFG294",
    "spec that cannot be edited in place",
    finds="""a step whose edit would change more of the spec than is meant, such as a list that an alias shares with
another place.""",
    why="""the text stays as somebody wrote it, with its comments and its layout; an edit that cannot keep to that, or of
which the spec would not be valid any more, is not made.""",
    example="""\
regions: &all [eu-west-1, us-east-1]
retiring: *all
""",
    instead="the edit by hand, as the hint says it.",
)
NOT_EVACUATED = Code(
    "TFG295",
    "evacuation that was not made",
    finds="an answer of AWS by which `tfgen evacuate` cannot go on: none, a refusal, or a record that is not there.",
    why="""a control plane may be lost on the day on which it is needed. What is changed until then stays changed: the
command may be run again.""",
    example="tfgen evacuate us-east-1 --apply      # while it is lost, and with it Route 53's control plane",
    instead="the other `--way`, which needs another control plane.",
)

CODES = (NO_STEP, NOT_EDITED, NOT_EVACUATED)
