"""Tells what a Python lacks to make this checkout's environments. It is read by old ones too, from 3.6."""

import sys
from typing import Optional

LEAST = (3, 11)


def lacking() -> Optional[str]:  # noqa: UP045  # from 3.6
    """What to do; None if nothing is lacking."""
    version = ".".join(map(str, sys.version_info[:2]))
    if sys.version_info[:2] < LEAST:
        least = ".".join(map(str, LEAST))
        return f"tfgen needs Python {least} or newer, and this is {version}: name one, `make PYTHON=python3.13 …`"
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return f"this Python {version} has no venv: on Debian and Ubuntu, the package python{version}-venv brings it"
    return None


if __name__ == "__main__":
    sys.exit(lacking())
