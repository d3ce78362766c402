"""A quota of AWS's."""

from __future__ import annotations

from tfgen.frozen import frozen


@frozen
class Quota:
    """How much of something AWS gives by default."""

    name: str
    """What `--quota` calls it."""
    service: str
    counted: str
    """What is counted, in the plural, with what it is counted in."""
    value: int
    adjustable: bool
    """Whether AWS raises it on request."""
    source: str
    kept: str
    """How it is kept: the code of the check, or why none is needed."""
    error: str = ""
    """The code of AWS's error, where the emulator refuses as well."""
    small: int | None = None
    """What it is in new accounts, or in newer regions."""

    @property
    def raising(self) -> str:
        """What to do where more is needed."""
        return "have the quota raised (Service Quotas)" if self.adjustable else "the quota cannot be raised"
