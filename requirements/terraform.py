"""Terraform for this checkout, where the machine has none: fetched, held against its SHA-256, unpacked.

It needs nothing but Python. Run by make before what needs terraform.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import http.client
import os
import platform
import shutil
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".terraform-bin"
SUMS = HERE / "terraform.sums"
RELEASES = os.environ.get("TERRAFORM_RELEASES", "https://releases.hashicorp.com/terraform")
PATIENCE = 30
"""Seconds without a byte."""
MOST_BYTES = 256 * 1024 * 1024
INSTEAD = (
    "Install Terraform or OpenTofu 1.10 or newer and put it on PATH, or name it in TFGEN_TERRAFORM;\n"
    "TERRAFORM_RELEASES names a mirror of the releases."
)
_PROCESSORS = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


class CannotFetchError(Exception):
    """There is no release for this machine, or it is not to be had."""


def main() -> None:
    """Brings it, unless there is one."""
    if is_there():
        return
    try:
        name, digest = pinned()
        with _alone():
            if not is_brought(digest):
                bring(name, digest)
    except (
        CannotFetchError,
        OSError,
        ValueError,
        http.client.HTTPException,
        zipfile.BadZipFile,
        KeyError,
    ) as error:
        sys.exit(f"no terraform or tofu here, and it cannot be fetched: {error}\n{INSTEAD}")


def is_there() -> bool:
    """Whether the user names one, or has one on PATH."""
    path = os.pathsep.join(
        each for each in os.environ.get("PATH", "").split(os.pathsep) if each and Path(each) != FOLDER
    )
    named = os.environ.get("TFGEN_TERRAFORM")
    return bool(named or shutil.which("terraform", path=path) or shutil.which("tofu", path=path))


def is_brought(digest: str) -> bool:
    """Whether an earlier run has brought what this digest is of."""
    told = FOLDER / "sha256"
    return (FOLDER / "terraform").is_file() and told.is_file() and told.read_text("utf-8") == digest


def pinned() -> tuple[str, str]:
    """The file of the release for this machine, and its SHA-256."""
    processor = _PROCESSORS.get(platform.machine().lower(), platform.machine())
    ending = f"_{platform.system().lower()}_{processor}.zip"
    for line in SUMS.read_text("utf-8").splitlines():
        digest, name = line.split()
        if name.endswith(ending):
            return name, digest
    raise CannotFetchError(f"{SUMS.name} has no release for{ending.replace('_', ' ').removesuffix('.zip')}")


def bring(name: str, digest: str) -> None:
    """Puts terraform into the folder, all of it or nothing."""
    version = name.split("_")[1]
    address = f"{RELEASES}/{version}/{name}"
    print(f"no terraform or tofu on PATH: fetching Terraform {version} from {address} into {FOLDER.name}/")
    for left in FOLDER.glob("*.part"):
        left.unlink()
    with _aside() as archive_path, archive_path.open("r+b") as archive:
        found = download(address, archive)
        if found != digest:
            raise CannotFetchError(f"{address} has the SHA-256 {found}, and not {digest}")
        with _aside() as program, zipfile.ZipFile(archive) as opened:
            with opened.open("terraform") as member, program.open("wb") as file:
                shutil.copyfileobj(member, file)
            program.chmod(0o755)
            program.replace(FOLDER / "terraform")
    (FOLDER / "sha256").write_text(digest, "utf-8")


def download(address: str, archive: BinaryIO) -> str:
    """Writes what lies at an address, and gives its SHA-256."""
    digest, size = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # the user's own address
            while part := answer.read(1 << 20):
                digest.update(part)
                archive.write(part)
                size += len(part)
                if size > MOST_BYTES:
                    raise CannotFetchError(f"{address} has more than {MOST_BYTES:,} bytes")
            whole = answer.headers.get("Content-Length")
            if whole and int(whole) != size:
                raise CannotFetchError(f"{address} broke off after {size:,} of {int(whole):,} bytes")
    except urllib.error.HTTPError as error:
        raise CannotFetchError(f"{address}: {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise CannotFetchError(f"{address}: {error.reason}") from error
    archive.flush()
    return digest.hexdigest()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One run at a time: another waits, and finds what this one has brought."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _aside() -> Iterator[Path]:
    """A file beside what it becomes, which goes if it becomes nothing."""
    number, name = tempfile.mkstemp(".part", dir=FOLDER)
    os.close(number)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
