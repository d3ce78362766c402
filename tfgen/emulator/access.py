"""What IAM has to allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Access(NamedTuple):
    """An action, on every one of some resources."""

    action: str
    resources: list[str]
    context: Mapping[str, str | Sequence[str]] = MappingProxyType({})
    """Of the service's own condition keys, in lower case."""
    policies: Mapping[str, str] = MappingProxyType({})
    """Documents of the resources' own policies, by resource."""
