"""Where recorded plans lie, without what no review reads."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

from tests.specs import ROOT

FOLDER = ROOT / "tests/cases/plans"
Plan = dict[str, Any]

_KEPT = (
    "format_version",
    "terraform_version",
    "resource_changes",
    "resource_drift",
    "output_changes",
    "checks",
    "deferred_changes",
    "action_invocations",
    "applyable",
    "complete",
    "errored",
)


def keep(name: str, plan: Plan, spec: str = "") -> None:
    """Writes a plan, and the spec that it is of."""
    FOLDER.mkdir(exist_ok=True)
    kept = {key: plan[key] for key in _KEPT if key in plan}
    providers = plan.get("configuration", {}).get("provider_config")
    if providers:
        kept["configuration"] = {"provider_config": providers}
    text = json.dumps(kept, separators=(",", ":"), ensure_ascii=False)
    content = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=content, mtime=0) as file:
        file.write(text.encode())
    (FOLDER / f"{name}.json.gz").write_bytes(content.getvalue())
    if spec:
        (FOLDER / f"{name}.yaml").write_text(spec, "utf-8")


def names() -> list[str]:
    """The recorded plans."""
    return sorted(path.name.removesuffix(".json.gz") for path in FOLDER.glob("*.json.gz"))


def content(name: str) -> bytes:
    """The JSON of a plan."""
    return gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes())


def spec_of(name: str) -> Path | None:
    """The spec that a plan is of."""
    path = FOLDER / f"{name}.yaml"
    return path if path.exists() else None
