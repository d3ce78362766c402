"""package.json and package-lock.json as far as they ask for published packages and for nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SEGMENT = r"[\w~-][\w.~-]*"
_NAME = rf"(?:@{_SEGMENT}/)?{_SEGMENT}"
_RANGE = r"(?!\s*\.)[^/:@\\]*"
"""Versions or a tag: https://github.com/npm/npm-package-arg takes for more only what has one of these characters."""
_REPOSITORY = (
    r"(?:www\.)?(?:github\.com(?!/[^/]+/[^/]+/releases/)|gist\.github\.com|gitlab\.com(?!/\S+/-/)"
    r"|bitbucket\.org|git\.sr\.ht)[:/]"
)
"""What npm clones, whatever the address ends in: https://github.com/npm/hosted-git-info"""
_DOWNLOAD = rf"https?://(?!{_REPOSITORY})[a-z0-9.-]+(?::\d+)?(?:/(?!\.|%2e)[\w@.~+%-]+)+"
_VENDORED = r"file:(?:\./)?[\w@][\w@.+-]*(?:/[\w@][\w@.+-]*)*"
_TARBALL = rf"(?:{_DOWNLOAD}|{_VENDORED})\.(?:tgz|tar\.gz)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_IS_PLACE = _form(rf"node_modules/{_NAME}(?:/node_modules/{_NAME})*")
_IS_NAME = _form(_NAME)
_IS_VERSION = _form(r"\d+\.\d+\.\d+[\w.+-]*")
_IS_TARBALL = _form(_TARBALL)
_IS_PUBLISHED = _form(rf"{_RANGE}|npm:{_NAME}(?:@{_RANGE})?|\${_NAME}|{_TARBALL}")

Json = dict[str, Any]


def manifest_faults(manifest: Json) -> Iterator[str]:
    """What package.json asks for beside published packages."""
    for name, spec in [*_wanted(manifest), *_overrides("overrides", manifest.get("overrides", {}))]:
        yield from _spec_fault(name, spec)


def lock_faults(packages: Mapping[str, Json]) -> Iterator[str]:
    """What the `packages` of a package-lock.json are beside published packages.

    Source: https://docs.npmjs.com/cli/configuring-npm/package-lock-json
    """
    for place, entry in packages.items():
        for name, spec in _wanted(entry):
            yield from _spec_fault(name, spec)
        fault = _fault(place, entry) if place else None
        if fault:
            yield f"`{place}` {fault}"


def _fault(place: str, entry: Json) -> str | None:
    if not _matches(_IS_PLACE, place):
        return "is no package below `node_modules`"
    if entry.get("link", False) is not False:
        return "is a link to a folder"
    if any(entry.get(key, False) is not False for key in ("hasShrinkwrap", "_hasShrinkwrap")):
        return "brings a lock file of its own, which nothing has checked"
    resolved = entry.get("resolved", "")
    if resolved != "":
        return None if _matches(_IS_TARBALL, resolved) else f"comes from `{resolved}`, which is not published"
    # npm then asks the registry for this name and version, or for whatever else these say
    is_named = _matches(_IS_VERSION, entry.get("version")) and _matches(_IS_NAME, entry.get("name", "same"))
    if is_named and (entry.get("integrity") or entry.get("inBundle") is True):
        return None
    return "has no `resolved`, nor `version` and `integrity`: nothing says where it comes from"


def _wanted(package: Json) -> Iterator[tuple[str, object]]:
    for key in ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies"):
        yield from (package.get(key) or {}).items()


def _overrides(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _overrides(key, inner)
    else:
        yield name, value


def _spec_fault(name: str, spec: object) -> Iterator[str]:
    if not _matches(_IS_PUBLISHED, spec):
        yield f"`{name}` comes from `{spec}`, which is not published"


def _matches(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None
