"""What this machine is, as packages say it."""

from __future__ import annotations

import platform
import sys

IS_LINUX = sys.platform == "linux"
MACHINE = platform.machine().replace("arm64", "aarch64")
"""As wheels for Linux say it: x86_64, aarch64."""
ARCHITECTURE = {"aarch64": "arm64"}.get(MACHINE, MACHINE)
"""As Lambda says it."""
