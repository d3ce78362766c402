"""The account: which one a stack belongs to."""

from __future__ import annotations

from tfgen.spec.record import field, record
from tfgen.spec.scalars import Text


@record
class Account:
    """A guard: with credentials of another account, nothing is planned or applied."""

    id: str = field(
        Text('an account\'s number of 12 digits, in quotes: `"123456789012"`', r"^[0-9]{12}$"), "The account."
    )
