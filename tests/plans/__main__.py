"""Records plans anew, all or those of the sections that are named: `make plans`."""

from __future__ import annotations

import sys

from tests.plans import actions, others, stacks, written
from tests.plans.kept import keep
from tests.plans.terraform import here

ALL = ("actions", "others", "stacks", "written")


def main() -> None:
    """Records. What is written is made of what the others record."""
    for section in sys.argv[1:] or ALL:
        if section in ("stacks", "written"):
            for name, plan, spec in {"stacks": stacks, "written": written}[section].record():
                _keep(name, plan, spec)
        else:
            with here() as at:
                for name, plan in {"actions": actions, "others": others}[section].record(at):
                    _keep(name, plan)


def _keep(name: str, plan: dict[str, object], spec: str = "") -> None:
    sys.stderr.write(f"{name}\n")
    keep(name, plan, spec)


if __name__ == "__main__":
    main()
