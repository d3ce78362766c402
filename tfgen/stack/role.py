"""The role of a function: one of its own, within a boundary or not, or one that exists."""

from __future__ import annotations

from tfgen.diagnostics import Code
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Text

BOUNDARY = Text(
    "the ARN of a policy, in which `{account}` is filled in",
    r"^arn:aws:iam::(\{account\}|aws|[0-9]{12}):policy/[A-Za-z0-9+=,.@_/-]+$",
    most=2048,
    hint="such as `arn:aws:iam::{account}:policy/developers`",
)
_ROLE = Text(
    "the name of a role, behind its path if it has one",
    r"^(([A-Za-z0-9+=,.@_-]|\{environment\})+/)*([A-Za-z0-9+=,.@_-]|\{environment\}){1,64}$",
    most=512,
    hint="the name alone, as in `payments` or `service/payments`: its ARN follows from it and the account",
)

NO_RIGHTS = Code(
    "TFG176",
    "right for a role that exists",
    finds="""`access`, `allow`, `deny` or `boundary` of a function whose role exists.""",
    why="""what somebody else made is left as it is: no policy would be attached to it, so the right would be given to
nobody, and a `deny` would keep nobody from anything.""",
    example="""\
pay: {role: {existing: payments}, access: {orders: read}}
""",
    instead="""the right in the role itself, by whoever makes it, and the name of the table in `env`; or no `role`: then the
function has one of its own.""",
)


@record
class Role:
    """A role that somebody else made."""

    existing: str = field(
        _ROLE,
        "Its name, behind its path if it has one; `{environment}` may be a part. Lambda must be trusted to assume it.",
    )

    @property
    def arn(self) -> str:
        """With `{account}` in it."""
        return f"arn:aws:iam::{{account}}:role/{self.existing}"
