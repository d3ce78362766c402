"""The spec as a whole: what a user says of a service."""

from __future__ import annotations

from typing import Any

from tfgen.spec.collections import Named
from tfgen.spec.record import Partial, Record, field, fields, record
from tfgen.spec.scalars import Integer, Text
from tfgen.stack import routing
from tfgen.stack.api import Api
from tfgen.stack.function import DEFAULTS, FUNCTION_NAME, Function
from tfgen.stack.region import REGIONS_SHAPE, RETIRING_SHAPE, RegionSettings
from tfgen.stack.routing import Routing
from tfgen.stack.state import State
from tfgen.stack.table import TABLE_NAME, Table

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

MAX_TAGS = 7
"""A health check takes 10 tags, and bears these two and a name.
Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html"""


@record
class Spec:
    """What a user says of a service."""

    tfgen: int = field(Integer(1, 1), "The version of the spec language.")
    service: str = field(
        Text("a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=40),
        "The service's name, which starts the names of its functions, roles and APIs.",
    )
    domain: str = field(
        routing.DOMAIN, "The name under which the service answers, from the nearest healthy region."
    )
    regions: tuple[str, ...] | dict[str, RegionSettings] = field(
        REGIONS_SHAPE, "The regions; the first is home. A list, or a mapping when regions differ."
    )
    functions: dict[str, dict[str, Any]] = field(
        Named("function", FUNCTION_NAME, Partial(Function), least=1), "The Lambda functions."
    )
    tables: dict[str, Table] = field(
        Named("table", TABLE_NAME, Record(Table)), "The DynamoDB tables.", default={}
    )
    zone: str = field(
        routing.ZONE, "The hosted zone, looked up by its name; the domain's parent if left out.", default=""
    )
    zone_id: str = field(routing.ZONE_ID, "The hosted zone by its id, which saves the look-up.", default="")
    retiring: tuple[str, ...] = field(
        RETIRING_SHAPE,
        "Regions that were taken out of `regions` and keep their provider for one more apply.",
        default=(),
    )
    defaults: dict[str, Any] = field(
        Partial(Function, but=tuple(set(fields(Function)) - set(DEFAULTS))),
        "Settings that functions share.",
        default={},
    )
    api: Api = field(Record(Api), "The API.", default=Api())
    routing: Routing = field(Record(Routing), "Records and health checks.", default=Routing())
    tags: dict[str, str] = field(
        Named("tag", _TAG_KEY, _TAG_VALUE, most=MAX_TAGS),
        "Tags of everything that can bear tags.",
        default={},
    )
    state: State | None = field(
        Record(State), "Where Terraform keeps its state; local if left out.", default=None
    )
