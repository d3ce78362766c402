"""Why a request is not let through."""

from __future__ import annotations


class RefusedError(Exception):
    """An authorizer, or what takes the place of one, refuses a request; the message is for the journal."""

    status = 403


class UnauthorizedError(RefusedError):
    """It is not known who asks."""

    status = 401

    def __init__(self, reason: str, challenge: str = "") -> None:
        super().__init__(reason)
        self.challenge = challenge
        """For the header WWW-Authenticate."""


class DeniedError(RefusedError):
    """Who asks is known, and may not."""

    def __init__(self, reason: str, challenge: str = "", *, is_explicit: bool = False) -> None:
        super().__init__(reason)
        self.challenge = challenge
        self.is_explicit = is_explicit
        """Whether a statement says so, and not the lack of one."""


class BrokenError(RefusedError):
    """The authorizer cannot decide: it fails, or returns what is no decision."""

    status = 500
