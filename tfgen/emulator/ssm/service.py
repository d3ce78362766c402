"""Systems Manager's parameters, as functions reach them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.chaos import Part
from tfgen.emulator.service import Access, Call, Ground, Service


def parameter_access(call: Call) -> list[Access] | None:
    """What a request for parameters needs: the right on each, or on the path.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    """
    said = call.parameters
    found = [*said.get("Names", ()), *(str(said[key]) for key in ("Name", "Path") if said.get(key))]
    if "Parameter" not in call.action or not found:
        return None
    arn = f"arn:aws:ssm:{call.region}:{DEFAULT_ACCOUNT_ID}:parameter/"
    names = (str(each).rpartition(":parameter/")[2].removeprefix("/") for each in found)
    return [Access(f"ssm:{call.action}", [f"{arn}{name.partition(':')[0]}" for name in names])]


@contextlib.contextmanager
def _run(_: Ground) -> Iterator[None]:
    yield


SSM = Service("ssm", Part.control, frozenset(), parameter_access, (400, "AccessDeniedException"), _run)
