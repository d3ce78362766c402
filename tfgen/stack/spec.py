"""The spec as a whole: what a user says of a service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.spec.collections import Either, Many, Named
from tfgen.spec.overlay import Laid
from tfgen.spec.record import Field, Keys, Record, field, fields, record
from tfgen.spec.scalars import Integer, Text
from tfgen.spec.shape import JsonSchema
from tfgen.stack import references
from tfgen.stack.account import Account
from tfgen.stack.domain import DOMAIN, ZONE, ZONE_ID
from tfgen.stack.frozen import Frozen
from tfgen.stack.ignored import Ignored
from tfgen.stack.inputs import INPUT_NAME, Input
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.function import REGION_DEFAULTS
from tfgen.stack.mapping import SharedDomain
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.state import WAVES_SHAPE, State, Waves

_TAG_CHARACTER = r"[^\u0000-\u001f\u007f-\u009f!\"#$%&'()*,;<>?\[\\\]^`{|}~]"
_TAG_KEY = Text(
    "a tag's name of letters, digits, spaces and `_.:/=+@-`, not starting with `aws:`",
    rf"^(?![aA][wW][sS]:){_TAG_CHARACTER}+$",
    most=128,
)
_TAG_VALUE = Text(
    "a tag's value of letters, digits, spaces and `_.:/=+@-`", rf"^{_TAG_CHARACTER}*$", most=256
)


OWN_TAGS = ("managed-by", "service")
"""Tags that everything bears; a spec may give them other values."""
ENVIRONMENT_TAG = "environment"
"""One more, where a spec has environments."""

MAX_TAGS = 7
"""A health check takes 10 tags, and bears these two and a name.
Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html"""


def differing() -> dict[str, Field]:
    """What a region may change of the things of each kind, by the kind's key."""
    return {
        kind.key: Field(
            kind.key,
            Named(kind.one, kind.name, kind.differs),
            f"Settings of {kind.key} that differ in this region.",
            {},
            required=False,
        )
        for kind in KINDS
        if kind.differs
    }


REGION_SETTINGS = Keys({REGION_DEFAULTS.name: REGION_DEFAULTS, **differing()})


@record
class Spec:
    """What a spec says beside the things of all kinds."""

    tfgen: int = field(
        Integer(1, 1, hint="this tfgen knows version 1; a newer one may know more"),
        "The version of the spec language.",
    )
    service: str = field(
        Text("a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=40),
        "The service's name, which starts the names of all that it consists of.",
    )
    regions: tuple[str, ...] | dict[str, dict[str, Any]] = field(
        Either(Many(REGION_NAME, least=1), Named("region", REGION_NAME, REGION_SETTINGS, least=1)),
        "The regions; the first is home. A list, or a mapping when regions differ.",
    )
    domain: str | SharedDomain = field(
        Either(DOMAIN, Record(SharedDomain)),
        "The name under which the service answers, from the nearest healthy region; or one that exists, and a path of it. Left out, each region answers under its own URL alone.",
        default="",
    )
    zone: str = field(
        ZONE, "The hosted zone, looked up by its name; the domain's parent if left out.", default=""
    )
    zone_id: str = field(ZONE_ID, "The hosted zone by its id, which saves the look-up.", default="")
    retiring: tuple[str, ...] = field(
        Many(REGION_NAME),
        "Regions that were taken out of `regions` and keep their provider for one more apply.",
        default=(),
    )
    joining: tuple[str, ...] = field(
        Many(REGION_NAME),
        "Regions that are to come, and have the replicas of tables alone until all data is copied.",
        default=(),
    )
    leaving: tuple[str, ...] = field(
        Many(REGION_NAME),
        "Drained regions that are to go: what they hold has no deletion protection any more.",
        default=(),
    )
    home_was: str = field(
        REGION_NAME,
        "The region that was home before, for the one apply in which the tables change their roles.",
        default="",
    )
    frozen: Frozen | None = field(
        Record(Frozen),
        "Until when nothing is applied, and why; `tfgen apply` keeps to it.",
        default=None,
    )
    tags: dict[str, str] = field(
        Named("tag", _TAG_KEY, _TAG_VALUE, most=MAX_TAGS),
        "Tags of everything that can bear tags.",
        default={},
    )
    inputs: dict[str, Input] = field(
        Named("input", INPUT_NAME, Record(Input)),
        "What whoever deploys says: Terraform variables of the root. [values.md](values.md) tells how.",
        default={},
    )
    ignore: tuple[Ignored, ...] = field(
        Many(Record(Ignored)),
        "Findings that are left as they are, of every check. [suppressing.md](suppressing.md) tells of other ways.",
        default=(),
    )
    environments: dict[str, Any] = field(
        Named(
            "environment",
            Text(
                "a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=20
            ),
            Laid(lambda: SPEC, but=("tfgen", "environments")),
            least=1,
        ),
        "The same service several times: what differs in each. `--env` says which is meant.",
        default={},
    )
    account: Account | None = field(
        Record(Account),
        "The account that it belongs to; whichever the credentials are of if left out.",
        default=None,
    )
    state: State | None = field(
        Record(State), "Where Terraform keeps its state; local if left out.", default=None
    )
    waves: Waves = field(
        WAVES_SHAPE,
        "The regions in the order in which pipelines apply them, those of one wave together; one after another if left out. With `state: {layout: per-region}` alone.",
        default=(),
    )


def _of_kinds() -> Iterator[Field]:
    for kind in KINDS:
        yield kind.field(KINDS)
        yield from kind.also.values()


def _every() -> Iterator[Field]:
    """What is required first, and what stands between; then the kinds, and what else there is."""
    of_spec = tuple(fields(Spec).values())
    first = 1 + max(place for place, each in enumerate(of_spec) if each.required)
    yield from of_spec[:first]
    yield from _of_kinds()
    yield from of_spec[first:]


class _Whole(Keys):
    """A spec, with what its fields share. What it lacks, its environments may have."""

    def schema(self) -> JsonSchema:
        found = super().schema()
        required = found.pop("required")
        shared = {"reference": references.schema()}
        return {
            **found,
            "anyOf": [{"required": required}, {"required": ["tfgen", ENVIRONMENTS]}],
            "$defs": shared,
        }


ENVIRONMENTS = "environments"
SPEC: Keys = _Whole({each.name: each for each in _every()})
"""A whole spec: what it says of itself, and of each kind."""
