"""A function as AWS knows it: what its role may do is tried with its role's own credentials."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tfgen.emulator.functions.permissions import Credentials, credentials, forget_credentials
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION

if TYPE_CHECKING:
    from tfgen.rehearse.rehearsal import Rehearsal


class Caller:
    """A function in a region, in a session of its own until it is closed."""

    def __init__(self, rehearsal: Rehearsal, function: str, region: str) -> None:
        self.rehearsal, self.function, self.region = rehearsal, function, region
        self._credentials: Credentials | None = None

    @property
    def called(self) -> str:
        """Its name in AWS."""
        return names.of(self.rehearsal.stack, FUNCTION, self.function)

    @cached_property
    def role(self) -> str:
        """The ARN of its role."""
        client = self.rehearsal.clients.of("lambda", self.region)
        return str(client.get_function_configuration(FunctionName=self.called)["Role"])

    def client(self, service: str) -> Any:
        """The SDK's client of a service in the region, with the role's credentials."""
        self._credentials = self._credentials or credentials(self.role, self.region, self.called)
        return self.rehearsal.clients.of_role(service, self.region, self._credentials)

    def close(self) -> None:
        """Ends the session."""
        if self._credentials:
            forget_credentials(self._credentials.access_key_id)
