"""Every quota that the emulated account refuses to exceed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from tfgen.emulator.quotas import api_gateway, cloudfront, compute, data, network
from tfgen.emulator.quotas.limits import Limits


@contextlib.contextmanager
def patched(own: Mapping[str, int]) -> Iterator[Limits]:
    """Holds the account to AWS's quotas, and to its own of those that are named."""
    limits = Limits(own)
    with contextlib.ExitStack() as opened:
        for service in (api_gateway, cloudfront, compute, data, network):
            opened.enter_context(service.patched(limits))
        yield limits
