"""Programs and libraries of Linux: for which processor they are.

https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
"""

from __future__ import annotations

_MAGIC = b"\x7fELF"
_MACHINES = {3: "x86", 40: "arm", 62: "x86_64", 183: "aarch64"}


def machine_of(head: bytes) -> str:
    """The processor that a file's first 20 bytes name, as wheels do; empty if it is no ELF."""
    if head[:4] != _MAGIC or len(head) < 20:
        return ""
    order = "big" if head[5] == 2 else "little"
    number = int.from_bytes(head[18:20], order)  # type: ignore[arg-type]
    return _MACHINES.get(number, f"processor {number}")
