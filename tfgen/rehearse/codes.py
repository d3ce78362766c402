"""What a rehearsal can find, one kind for each thing that it shows."""

from __future__ import annotations

from tfgen.diagnostics import Code

NOT_APPLIED = Code(
    "TFG601",
    "rehearsal: the stack cannot be applied",
    """terraform init, plan or apply failed on the emulated AWS. The message is Terraform's, or the service's.

Use instead: what the message says. Where the emulator lacks an action, the report names it.""",
)
NOT_SETTLED = Code(
    "TFG602",
    "rehearsal: the second plan is not empty",
    """Right after the apply, terraform plan wants to change something again: it would with every apply. Either the
files say something that AWS stores otherwise, or two resources manage one thing.

Use instead: what the report lists; it names each resource and what would be done to it.""",
)
NOT_ANSWERED = Code(
    "TFG603",
    "rehearsal: a region does not answer",
    """A region was asked on its own name, on the health check's path and on every route, and failed: the function
raised, it may not read its table, its code cannot be loaded, it took too long, or the API may not call it.

Routes are asked with made-up values. A function that raises on these is an error where a GET or a HEAD does it,
or where the cause is a permission, the code or the time. Else it is told, and passes: clients get a 5xx where a
4xx belongs.

Use instead: what the function's own log says, which is quoted.""",
)
NOT_REPLICATED = Code(
    "TFG604",
    "rehearsal: a write does not reach every region",
    """An item was written to a table in one region, and was not there in another in time: the region has no
replica of the table, or its table is not part of the global table.

Use instead: a replica in every region. `validate` finds where rendered files differ from what the spec asks for.""",
)
WRONG_REGION = Code(
    "TFG605",
    "rehearsal: the domain does not answer from the nearest region",
    """Clients on five continents asked the domain. One was answered by another region than its nearest active one,
or not at all: a latency record says the wrong region or points to the wrong target, the domain is not mapped to the
API in a region, or a health check fails.

Nearness is modelled by distance; Route 53 measures latency.

Use instead: what the records and the front door's journal say, which are quoted.""",
)
NOT_SURVIVED = Code(
    "TFG606",
    "rehearsal: the loss of a region is not survived",
    """A region was lost, and clients near it were not answered by another in time: the health check of its records is
missing, asks another name than the region's own, or the other regions have no records.

Use instead: on every record the health check of its own region, which asks the region's own name.""",
)
NOT_HEALED = Code(
    "TFG607",
    "rehearsal: traffic does not return to a region that is healed",
    """A region that had been lost was given back, and its clients are still answered elsewhere: its health check does
not recover.

Use instead: a health path that does not remember failures.""",
)
NOT_CAUGHT_UP = Code(
    "TFG608",
    "rehearsal: data written during an outage is missing",
    """Items that were written to other regions while one was lost are not in every region after it came back.

Use instead: one global table that all regions are part of; its replicas catch up by themselves.""",
)
NOT_GROWN = Code(
    "TFG609",
    "rehearsal: a region cannot be added or retired",
    """A region was added to the spec, and later retired in two steps. It could not be applied, or it changed resources
of other regions, or the new region lacks the data of the others.

Use instead: what the report lists; it names each resource that would have been touched.""",
)
NOT_GONE = Code(
    "TFG610",
    "rehearsal: something is left after the destroy",
    """terraform destroy failed, or it succeeded and the emulator still holds something that was not there before: what
terraform does not know about, nobody will ever delete, and it may cost.

Use instead: resources that are managed, each by one resource of the configuration.""",
)

CODES = (
    NOT_APPLIED,
    NOT_SETTLED,
    NOT_ANSWERED,
    NOT_REPLICATED,
    WRONG_REGION,
    NOT_SURVIVED,
    NOT_HEALED,
    NOT_CAUGHT_UP,
    NOT_GROWN,
    NOT_GONE,
)
