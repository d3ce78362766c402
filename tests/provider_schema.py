"""Writes the AWS provider's schemas that ship with tfgen: `make provider-schema`.

What they hold follows from modules/ and from the templates of main.tf: every resource and data source in them. That of
5 is told by the provider itself, the last version of 5. That of 6 is read from the bindings of the package that
`provider_bindings.PACKAGE` names, which pip downloads (70 MB): a provider binary of 6 is not needed. The names of all
other types ship too. For 5.99.1 both
ways gave the same, but for two numbers of blocks that the bindings do not tell.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests import provider_bindings
from tests.specs import ROOT
from tfgen.check import tools
from tfgen.check.hcl.schema_data import KINDS, MODES, NAMES

FOLDER = ROOT / "tfgen/check/hcl"
VERSION = "5.100.0"
"""The oldest version of the provider that the modules allow, and the last of 5."""
BINDINGS_VERSION = "25.8.1"
"""Of the bindings: of the provider 6.69.1."""

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

DEPRECATED: dict[int, dict[tuple[str, ...], dict[str, str]]] = {
    5: {
        ("resource", "aws_api_gateway_deployment"): {
            "canary_settings": "aws_api_gateway_stage",
            "execution_arn": "aws_api_gateway_stage",
            "invoke_url": "aws_api_gateway_stage",
            "stage_description": "aws_api_gateway_stage",
            "stage_name": "aws_api_gateway_stage",
        },
        ("resource", "aws_iam_role"): {
            "inline_policy": "aws_iam_role_policy",
            "managed_policy_arns": "aws_iam_role_policy_attachment",
        },
    },
    6: {
        ("data", "aws_region"): {"id": "region", "name": "region"},
        ("resource", "aws_dynamodb_table", "global_secondary_index"): {
            "hash_key": "key_schema",
            "range_key": "key_schema",
        },
        ("resource", "aws_iam_role"): {
            "inline_policy": "aws_iam_role_policy",
            "managed_policy_arns": "aws_iam_role_policy_attachment",
        },
    },
}
"""What is deprecated in each, with what stands for it. 5's own schema says so; of 6, the pages of the provider's
documentation do, and the deprecation warnings of the package pulumi-aws 7.51.1, which is generated of it."""

OPAQUE = {"aws_wafv2_web_acl": frozenset({"statement"})}
"""Blocks of 5 that hold one another, and are not looked into: unrolled, they have 1.1 MB. The bindings of 6 do the same."""


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


def bindings(wanted: Mapping[str, Iterable[str]]) -> tuple[dict[str, Any], dict[str, set[str]]]:
    """What the bindings tell of the provider, in the form that ships, and the names of all its types."""
    with tempfile.TemporaryDirectory() as folder:
        requirement = f"{provider_bindings.PACKAGE}=={BINDINGS_VERSION}"
        words = ["download", "--quiet", "--no-deps", "--dest", folder, requirement]
        subprocess.run([sys.executable, "-m", "pip", *words], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        return provider_bindings.read(wheel, wanted), provider_bindings.names(wheel)


def names(aws: Mapping[str, Any]) -> dict[str, set[str]]:
    """The same of what the provider tells itself."""
    return {
        "resource": set(aws["resource_schemas"]),
        "data": set(aws["data_source_schemas"]),
        "ephemeral": set(aws["ephemeral_resource_schemas"]),
    }


def names_text(names: Mapping[int, Mapping[str, set[str]]]) -> str:
    """The names as a file: `TYPE RESOURCE DATA EPHEMERAL`, of which each has the versions that know it, or `-`."""
    every = sorted({name for of in names.values() for types in of.values() for name in types})
    lines = []
    for name in every:
        known = ("".join(str(major) for major in sorted(names) if name in names[major][of]) for of in KINDS)
        lines.append(" ".join((name.removeprefix("aws_"), *(versions or "-" for versions in known))) + "\n")
    return "".join(lines)


def trimmed(aws: Mapping[str, Any], wanted: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """What the provider tells, in the form that ships. KeyError: the provider lacks a type."""
    return {
        "provider_version": VERSION,
        "provider": _block(aws["provider"]["block"]),
        "resource": {
            name: _block(aws["resource_schemas"][name]["block"], OPAQUE.get(name, frozenset()))
            for name in wanted["resource"]
        },
        "data": {name: _block(aws["data_source_schemas"][name]["block"]) for name in wanted["data"]},
    }


def _block(block: Mapping[str, Any], opaque: frozenset[str] = frozenset()) -> dict[str, Any]:
    found: dict[str, Any] = {mode: {} for mode in MODES}
    for name, attribute in block.get("attributes", {}).items():
        mode = next(mode for mode in MODES if attribute.get(mode))
        found[mode][name] = attribute.get("type", "dynamic")
    found["blocks"] = {
        name: [
            inner.get("min_items", 0),
            1 if inner["nesting_mode"] in ("single", "group") else inner.get("max_items", 0),
            _block(inner["block"], opaque),
        ]
        for name, inner in block.get("block_types", {}).items()
        if name not in opaque
    }
    found["optional"] |= dict.fromkeys(opaque & block.get("block_types", {}).keys(), "dynamic")
    return found


def with_deprecated(
    data: dict[str, Any], deprecated: Mapping[tuple[str, ...], dict[str, str]]
) -> dict[str, Any]:
    """The same data, in which blocks say what of them is deprecated. KeyError: something of it is not there."""
    for (of, name, *path), instead in deprecated.items():
        block = data[of][name]
        for inner in path:
            block = block["blocks"][inner][2]
        known = {each for part in (*MODES, "blocks") for each in block[part]}
        if missing := instead.keys() - known:
            raise KeyError(*missing)
        block["deprecated"] = instead
    return data


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
    """Writes the files."""
    terraform = tools.find_terraform()
    assert terraform, "this needs terraform on PATH, or named by TFGEN_TERRAFORM"
    wanted = types()
    told = schemas(terraform)
    of_six, names_of_six = bindings(wanted)
    made = {5: trimmed(told, wanted), 6: of_six}
    (FOLDER / NAMES).write_text(names_text({5: names(told), 6: names_of_six}), "utf-8")
    for major, data in made.items():
        file = FOLDER / f"aws_schema_{major}.json"
        file.write_text(text(with_deprecated(data, DEPRECATED[major])), "utf-8")


if __name__ == "__main__":
    main()
