"""Work that moto does again for every request, done once.

To find out which service a request is for, it lists the folders of its own package; to find out whether an action
is known, it inspects every member of a class of hundreds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache

from moto import backends
from moto.core import responses
from moto.core.utils import method_names_from_class

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Patches moto, after everything that adds actions to it."""
    modules = frozenset(backends.list_of_moto_modules())
    with (
        replaced(backends, list_of_moto_modules=lambda: modules),
        replaced(responses, method_names_from_class=cache(method_names_from_class)),
    ):
        yield
