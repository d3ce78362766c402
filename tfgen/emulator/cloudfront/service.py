"""CloudFront, as the emulator has it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tfgen.emulator.chaos import Part
from tfgen.emulator.cloudfront import distributions, edge_functions, origin_access, policies
from tfgen.emulator.service import Access, Call, Ground, Service


def _access(_: Call) -> list[Access] | None:
    return None


@contextlib.contextmanager
def _run(_: Ground) -> Iterator[None]:
    with contextlib.ExitStack() as opened:
        for topic in (policies, origin_access, edge_functions, distributions):
            opened.enter_context(topic.patched())
        yield


CLOUDFRONT = Service("cloudfront", Part.control, frozenset(), _access, (403, "AccessDenied"), _run)
