"""Whether terraform failed by itself, and said nothing about the files."""

from __future__ import annotations

import re
import signal

from tfgen.process import Finished

# of the last: https://github.com/hashicorp/terraform/blob/main/internal/logging/panic.go, whose status is 11, and
# https://github.com/hashicorp/terraform/blob/main/internal/plugin6/grpc_error.go
_SIGNS = re.compile(
    r"""
    no\ space\ left\ on\ device | cannot\ allocate\ memory | too\ many\ open\ files
    | ^\W*(?:panic|fatal\ error):\ .+ | ^\W*runtime:\ out\ of\ memory.*
    | signal:\ (?:killed|aborted|segmentation\ fault)
    | (?:fork/exec|exec)\ .+:\ (?:exec\ format\ error|permission\ denied|no\ such\ file\ or\ directory)
    | timeout\ while\ waiting\ for\ plugin\ to\ start | Unrecognized\ remote\ plugin\ message
    | Plugin\ did\ not\ respond | The\ .+\ plugin\ crashed! | TERRAFORM\ CRASH
    """,
    re.VERBOSE | re.MULTILINE,
)
_CRASHED = 11


class CrashedError(OSError):
    """Terraform or a provider of it crashed, or was killed."""


def crash(finished: Finished) -> str:
    """What made a command fail that has nothing to do with the files; empty if there is no sign of such."""
    if finished.status < 0:
        return f"was ended by {_name(-finished.status)}"
    found = _SIGNS.search(f"{finished.stderr}\n{finished.stdout}") if finished.status else None
    if found or finished.status == _CRASHED:
        return f"crashed: {' '.join(found[0].split()) if found else f'status {_CRASHED}'}"
    return ""


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
