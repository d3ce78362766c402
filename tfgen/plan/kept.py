"""What of a rendered folder is Terraform's own, and goes with the files that are planned: the lock file and the state.

Both may come from somebody else, and both name providers, which Terraform would fetch and run. So of the lock file the
AWS provider's part is taken, and a state that knows other providers is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfgen.check.hcl.provider_version import LOCK
from tfgen.diagnostics import Code, Diagnostic
from tfgen.disk import read_file, tree_root
from tfgen.render.foreign import DATA
from tfgen.render.main_tf import WHOLE
from tfgen.stack.names import state_bucket, state_key, state_workspace
from tfgen.stack.root import Root
from tfgen.stack.stack import Stack

STATE = "terraform.tfstate"
_WORKSPACE = "environment"
_MOST_BYTES = 1024**3
_COUNTS = frozenset({"encrypted_data", "modules", "provider", "resources", "version"})
"""What of a state says which providers it knows, and in which form."""

NOT_OURS = Code(
    "TFG329",
    "state or lock file that is not of this stack",
    finds="""a `terraform.tfstate` in the rendered folder that cannot be read or knows resources of other providers than
AWS's, or a state that Terraform was told to keep elsewhere than the spec says.""",
    why="""Terraform fetches and runs every provider that a state names. And with a state at another place, everything
would be made a second time.""",
    example='"provider": "provider[\\"registry.terraform.io/acme/tool\\"]"     # in terraform.tfstate',
    instead="the state of this stack; where the spec's `state` is another now, `terraform init -migrate-state`.",
)

CODES = (NOT_OURS,)

_PROVIDER = re.compile(
    r'(?:module\.[\w.\["\]-]+\.)?provider\["'
    r'(?:registry\.(?:terraform\.io|opentofu\.org)/hashicorp/aws|terraform\.io/builtin/terraform)"\](?:\.\w+)?'
).fullmatch
_LOCKED = re.compile(
    r'^provider "(registry\.(?:terraform\.io|opentofu\.org)/hashicorp/aws)" \{\s*'
    r'version\s*=\s*"([\w.+-]+)"\s*(?:constraints\s*=\s*"([\w.+,<>=!~ -]+)"\s*)?'
    r'(?:hashes\s*=\s*\[([\w+/=:",\s]*)\]\s*)?\}',
    re.MULTILINE,
)
_HEAD = """\
# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
"""
_MOVED = (
    "`terraform init -migrate-state` in the rendered folder takes the state there; with -reconfigure it would stay "
    "behind, and everything be made a second time"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What goes with the files: bytes by path."""

    files: dict[str, bytes]


def locked(lock: str, with_hashes: bool = True) -> str:
    """The part of a lock file that tells of the AWS provider; empty where there is none."""
    found = _LOCKED.search(lock)
    if found is None:
        return ""
    source, version, constraints, hashes = found.groups()
    lines = [_HEAD, f'provider "{source}" {{', f'  version     = "{version}"']
    lines += [f'  constraints = "{constraints}"'] if constraints else []
    each = re.findall(r'"[^"]+"', hashes or "") if with_hashes else []
    lines += ["  hashes = [", *(f"    {one}," for one in each), "  ]"] if each else []
    return "\n".join([*lines, "}"]) + "\n"


def kept_for_emulator(lock: str) -> Kept:
    """What a plan against the emulator takes along: the version of the provider, and no state of another account."""
    return Kept(_lock_files(locked(lock, with_hashes=False)))


def kept(folder: Path, stack: Stack, lock: str, root: Root = WHOLE) -> Kept | Diagnostic:
    """What a plan against the account takes along; what speaks against a state."""
    try:
        workspace = _workspace(folder)
        record = _read(folder, f"{DATA}/{STATE}")
        local = STATE if workspace == "default" else f"{STATE}.d/{workspace}/{STATE}"
        text = _read(folder, local)
    except OSError as error:
        return NOT_OURS(f"{folder}: {error.strerror or error}")
    wrong = _elsewhere(folder, record, stack, root) or (_of_others(folder / local, text) if text else None)
    if wrong:
        return wrong
    files = _lock_files(locked(lock))
    if text:
        files[local] = text
    if workspace != "default":
        files[f"{DATA}/{_WORKSPACE}"] = workspace.encode()
    return Kept(files)


def _lock_files(lock: str) -> dict[str, bytes]:
    return {LOCK: lock.encode()} if lock else {}


def _read(folder: Path, path: str) -> bytes | None:
    return read_file(folder / path, tree_root(folder), _MOST_BYTES) if (folder / path).exists() else None


def _workspace(folder: Path) -> str:
    """The workspace that is selected. Raises OSError."""
    name = (_read(folder, f"{DATA}/{_WORKSPACE}") or b"default").decode("utf-8", "replace").strip()
    if not re.fullmatch(r"[\w-][\w.-]*", name):
        raise OSError(f"{DATA}/{_WORKSPACE} names no workspace")
    return name


def _elsewhere(folder: Path, record: bytes | None, stack: Stack, root: Root) -> Diagnostic | None:
    """Whether `terraform init` was told another place for the state than the spec says."""
    backend: Any = (_json(record) or {}).get("backend") or {}
    if not record or not backend:
        return None
    config = backend.get("config") or {}
    if stack.state is None or stack.state.is_local:
        told = None if backend.get("type") == "local" else f"keeps the state in {backend.get('type')!r}"
    elif backend.get("type") == "s3" and stack.state.bucket:
        place = state_bucket(stack, root.provider_region), state_key(stack, root.name)
        is_same = (config.get("bucket"), config.get("key")) == place
        told = None if is_same else "keeps the state in another bucket or at another key"
    elif backend.get("type") == "cloud" and stack.state.cloud:
        name = (config.get("workspaces") or {}).get("name")
        is_same = (config.get("organization"), name) == (
            stack.state.cloud.organization,
            state_workspace(stack, root.name),
        )
        told = None if is_same else "keeps the state in another workspace"
    else:
        told = "keeps the state elsewhere"
    message = f"{(folder / DATA).as_posix()} {told}, and not where the spec's `state` says"
    return NOT_OURS(message, hint=_MOVED) if told else None


def _of_others(path: Path, text: bytes) -> Diagnostic | None:
    """Whether a state is none that can be read, or knows other providers than AWS's."""
    state = _json(text)
    if state is None or not _is_readable(state):
        return NOT_OURS(f"{path} is no state of Terraform's that can be read")
    names = {str(each.get("provider")) for each in state.get("resources") or ()}
    others = sorted(name for name in names if not _PROVIDER(name))
    if others:
        hint = "take it away, or plan with Terraform alone: it would fetch that provider and run it"
        return NOT_OURS(f"{path} knows resources of another provider, {others[0]}", hint=hint)
    return None


def _is_readable(state: dict[str, Any]) -> bool:
    """Whether what is read here is what Terraform will read."""
    resources = state.get("resources") or []
    if "encrypted_data" in state:
        return not resources and _is_as_terraform_writes(state)
    objects = [state, *resources] if isinstance(resources, list) else [None]
    return state.get("version") == 4 and all(
        isinstance(each, dict) and _is_as_terraform_writes(each) for each in objects
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice. Raises ValueError."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _is_as_terraform_writes(names: Iterable[str]) -> bool:
    """Whether no name is one of those that count, written otherwise: Go reads these without regard to case."""
    return all(name in _COUNTS or name.casefold() not in _COUNTS for name in names)


def _json(text: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads(text or b"null", object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
