"""Writes the AWS provider's schema that ships with tfgen: `make provider-schema`.

What it holds follows from modules/ and from the templates of main.tf: every resource and data source in them.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.specs import ROOT
from tfgen.check import tools
from tfgen.check.hcl.schema_data import MODES

SCHEMA = ROOT / "tfgen/check/hcl/aws_schema.json"
VERSION = "5.100.0"
"""The oldest version of the provider that the modules allow: what it knows, later ones know as well."""

_SOURCE = "registry.terraform.io/hashicorp/aws"
_DECLARED = re.compile(r'^\s*(resource|data) "(aws_\w+)"', re.MULTILINE)
_ROOT_MODULE = """\
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "%s"
    }
  }
}
"""


def types() -> dict[str, list[str]]:
    """The types of "resource" and "data" that modules/ and the templates of main.tf declare."""
    paths = [*(ROOT / "modules").rglob("*.tf"), *(ROOT / "tfgen/render").rglob("*.tf.j2")]
    declared = {found for path in paths for found in _DECLARED.findall(path.read_text("utf-8"))}
    return {mode: sorted(name for of, name in declared if of == mode) for mode in ("resource", "data")}


def schemas(terraform: Path) -> dict[str, Any]:
    """What `terraform providers schema -json` tells of the provider."""
    with tempfile.TemporaryDirectory() as folder, tools.terraform_environment() as environment:
        (Path(folder) / "main.tf").write_text(_ROOT_MODULE % VERSION, "utf-8")
        for words in (["init", "-input=false"], ["providers", "schema", "-json"]):
            finished = subprocess.run(
                [terraform, *words], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE
            )
    found: dict[str, Any] = json.loads(finished.stdout)["provider_schemas"][_SOURCE]
    return found


def trimmed(aws: Mapping[str, Any], wanted: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The data that ships. KeyError: the provider lacks a type."""
    return {
        "provider_version": VERSION,
        "provider": _block(aws["provider"]["block"]),
        "resource": {name: _block(aws["resource_schemas"][name]["block"]) for name in wanted["resource"]},
        "data": {name: _block(aws["data_source_schemas"][name]["block"]) for name in wanted["data"]},
    }


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {mode: {} for mode in MODES}
    for name, attribute in block.get("attributes", {}).items():
        mode = next(mode for mode in MODES if attribute.get(mode))
        found[mode][name] = attribute.get("type", "dynamic")
    found["blocks"] = {
        name: [
            inner.get("min_items", 0),
            1 if inner["nesting_mode"] in ("single", "group") else inner.get("max_items", 0),
            _block(inner["block"]),
        ]
        for name, inner in block.get("block_types", {}).items()
    }
    return found


def text(data: Mapping[str, Any]) -> str:
    """The data as a file, one type a line, so that an update of the provider can be read as a diff."""
    lines = [
        f"{json.dumps(key)}: {_lines(value) if key in ('resource', 'data') else _compact(value)}"
        for key, value in sorted(data.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(found: Mapping[str, Any]) -> str:
    lines = (f" {json.dumps(name)}: {_compact(it)}" for name, it in sorted(found.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def main() -> None:
    """Writes the file."""
    terraform = tools.find_terraform()
    assert terraform, "this needs terraform on PATH, or named by TFGEN_TERRAFORM"
    SCHEMA.write_text(text(trimmed(schemas(terraform), types())), "utf-8")


if __name__ == "__main__":
    main()
