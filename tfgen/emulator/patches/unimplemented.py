"""Actions that moto does not know answer 500, and SDKs try them again for minutes: the emulator answers 400 at once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.core.responses import BaseResponse

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched(missing: dict[str, int]) -> Iterator[None]:
    """Refuses unknown actions, and counts them by service and name, such as "kms:RotateKeyOnDemand"."""
    call = BaseResponse.call_action

    def call_action(self: Any) -> Any:
        try:
            return call(self)
        except NotImplementedError as error:
            name = f"{self.service_name}:{self._get_action() or '?'}"
            missing[name] = missing.get(name, 0) + 1
            body = {"__type": "UnknownOperationException", "message": f"the emulator has no {name}: {error}"}
            headers = {"status": 400, "Content-Type": "application/x-amz-json-1.1"}
            return 400, headers, json.dumps(body)

    with replaced(BaseResponse, call_action=call_action):
        yield
