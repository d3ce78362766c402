"""The code of functions and of layers, unpacked for the processes that run it."""

from __future__ import annotations

import hashlib
import io
import shutil
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path


class Packages:
    """Unpacks each zip once, whatever functions and regions share it. Safe to use from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def code(self, package: bytes) -> Path:
        """The folder that holds a function's code. Raises zipfile.BadZipFile."""
        return self._unpacked("code", [package])

    def layers(self, packages: Sequence[bytes]) -> Path:
        """The folder that holds layers, the later over the earlier. Raises zipfile.BadZipFile."""
        return self._unpacked("layers", packages)

    def with_modules(self, root: Path, modules: Path) -> Path:
        """A function's code once more, with another node_modules."""
        folder = root.with_name(f"{root.name}-here")
        with self._lock:
            if not folder.exists():
                partial = folder.with_suffix(".partial")
                shutil.copytree(root, partial, ignore=_own_modules(root), dirs_exist_ok=True)
                (partial / "node_modules").symlink_to(modules)
                partial.rename(folder)
        return folder

    def _unpacked(self, kind: str, packages: Sequence[bytes]) -> Path:
        digests = b"".join(hashlib.sha256(package).digest() for package in packages)
        folder = self._folder / kind / hashlib.sha256(digests).hexdigest()[:32]
        with self._lock:
            if not folder.exists():
                partial = folder.with_suffix(".partial")
                partial.mkdir(parents=True, exist_ok=True)
                for package in packages:
                    _unpack(package, partial)
                partial.rename(folder)
        return folder


def _own_modules(root: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, _: ["node_modules"] if Path(folder) == root else []


def _unpack(package: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for member in archive.infolist():
            path = Path(archive.extract(member, folder))
            if not member.is_dir() and member.external_attr >> 16 & 0o111:
                path.chmod(0o755)
