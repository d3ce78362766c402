"""What exists already and becomes the stack's own: where the things of a spec say so, and where they cannot.

`adopt` is written on a thing and lists regions, so that one environment can have it and another not. What is named
there is imported by the first apply; after that, the word means nothing any more and may go.
"""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.diagnostics import Code
from tfgen.spec.collections import Many
from tfgen.spec.source import Path
from tfgen.stack.reading import Reading
from tfgen.stack.region_name import REGION_NAME, REGIONS

THERE = Many(REGION_NAME)
"""The regions in which something exists."""

CANNOT_ADOPT = Code(
    "TFG159",
    "adopted where nothing is made",
    finds="""`adopt` that names a region which is not in `regions`, a replica whose table at home is not adopted,
or records of a type that `routing.record` does not make.""",
    why="""what is adopted becomes what the stack would make there, and nothing such is made. A replica is
one of a table that exists at home as well.""",
    example="""\
regions: [eu-west-1]
tables: {orders: {key: {id: S}, adopt: [us-east-1]}}
""",
    instead="""the regions of the spec in which the thing exists already; home first, which is where the
table was made. After the apply that adopted it, `adopt` may be taken away.""",
)


def check_regions(what: str, given: Iterable[str], path: Path, reading: Reading) -> None:
    """Reports regions of an `adopt` that are none of the spec's."""
    known = reading.regions()
    for region in given:
        if known and region in REGIONS and region not in known:
            message = f"{what} is adopted in {region}, which is no region of this spec"
            hint = f"add {region} to `regions`, or take it out here"
            reading.report(CANNOT_ADOPT, (*path, region), message, hint)
