"""The zips that functions run: one for each folder of code and platform."""

from __future__ import annotations

from typing import NamedTuple

OWN_CODE = "tfgen-health"
"""The code of the health function that tfgen brings."""


class Package(NamedTuple):
    """Code for one platform; functions that agree in all three fields share it."""

    code: str
    """A folder, or a ready .zip or .jar: a POSIX path relative to the spec's folder."""
    runtime: str
    """A Lambda runtime identifier: python3.13, nodejs22.x, provided.al2023."""
    architecture: str
    """arm64 or x86_64."""

    @property
    def is_own(self) -> bool:
        """Whether it is tfgen's, and not the spec's."""
        return self.code == OWN_CODE

    @property
    def path(self) -> str:
        """Where the zip lies, relative to the root module."""
        return f"packages/{self.code}/{self.runtime}-{self.architecture}.zip"
