"""Which files of a folder make up a module.

Sources: https://developer.hashicorp.com/terraform/language/files,
https://opentofu.org/docs/language/files/
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

_TERRAFORM = (".tf", ".tf.json")
_OPENTOFU = {".tofu": ".tf", ".tofu.json": ".tf.json"}


def is_configuration(path: str) -> bool:
    """Whether Terraform or OpenTofu reads a file of this name."""
    return path.endswith((*_TERRAFORM, *_OPENTOFU))


def is_json(path: str) -> bool:
    """Whether it is written in the JSON syntax."""
    return path.endswith(".json")


def is_override(path: str) -> bool:
    """Whether its blocks change those of other files."""
    stem = posixpath.basename(path).removesuffix(".json").rpartition(".")[0]
    return stem == "override" or stem.endswith("_override")


def by_directory(paths: Iterable[str]) -> Mapping[str, list[str]]:
    """The files of each module, sorted. Where OpenTofu's own names are used, `x.tofu` stands for `x.tf`."""
    found: dict[str, list[str]] = {}
    for path in sorted(filter(is_configuration, paths)):
        found.setdefault(posixpath.dirname(path) or ".", []).append(path)
    return {directory: _without_replaced(names) for directory, names in found.items()}


def _without_replaced(paths: list[str]) -> list[str]:
    replaced = {
        path.removesuffix(suffix) + of
        for path in paths
        for suffix, of in _OPENTOFU.items()
        if path.endswith(suffix)
    }
    return [path for path in paths if path not in replaced]
