"""A domain that another spec, or somebody else, makes: this service answers under a path of it."""

from __future__ import annotations

from tfgen.spec.record import field, record
from tfgen.spec.scalars import Text
from tfgen.stack.domain import DOMAIN
from tfgen.stack.key import Key

_PATH = Text(
    "a path of letters, digits and `-_.`, with `/` between its parts alone, such as `orders` or `orders/v1`",
    r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$",
    most=300,
    hint="no slash before it or after it",
)
"""Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html"""


@record
class SharedDomain:
    """A domain that is made elsewhere in the same account, in every region of this spec."""

    existing: str = field(DOMAIN, "The domain. Its certificates, records and health checks are its owner's.")
    path: str = field(
        _PATH,
        "The path under which this service answers; the owner's takes all others. The whole domain if left out.",
        default="",
    )

    @property
    def address(self) -> str:
        """Where clients find the service: `api.example.com/orders`."""
        return f"{self.existing}/{self.path}" if self.path else self.existing


MAPPING: Key[SharedDomain] = Key(one="mapping", key="mapping")
"""It is there where `domain` names what exists."""
