"""The AWS provider's schema as the bindings tell it that are generated of it for the CDK.

Each resource and data source is a folder of generated code. What writes a block to HCL (index.js) says of each argument
whether it is a block, and its type; the interface of the same block (index.d.ts) says which are optional; a comment
before each attribute of a class says which only AWS sets. The bindings do not tell what is deprecated, and of how
many blocks there may be only whether it is one.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tfgen.check.hcl.schema_data import MODES

PACKAGE = "cdktn-provider-aws"

_INTERFACE = re.compile(r"^export interface (\w+)[^{]*\{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r"#(\w+) \w+#\w+\}(?:(?!\*/).)*\*/\s+readonly \w+(\??):", re.DOTALL)
_CLASS = re.compile(r"^class (\w+) extends [^{]*\{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_COMPUTED = re.compile(r"// (\w+) - computed: true, optional: false, required: false$", re.MULTILINE)
_WRITER = re.compile(r"^function (\w+)ToHclTerraform\(\w+\) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_ROOT_WRITER = re.compile(r"synthesizeHclAttributes\(\) \{(.*?)^    \}$", re.MULTILINE | re.DOTALL)
_ARGUMENT = re.compile(
    r"^ +(\w+): \{\s+value: ([^\n]*),\s+"
    r'isBlock: (\w+),\s+type: "(\w+)",\s+storageClassType: "(\w+)",?\s+\}',
    re.MULTILINE,
)
_NESTED = re.compile(r"(\w+)ToHclTerraform\b")
_FOLDER = re.compile(r"package/lib/([\w-]+)/index\.js$")
_VERSION = re.compile(r"providerVersion: '([\d.]+)'")
_SCALARS = {"string": "string", "number": "number", "boolean": "bool"}


def read(wheel: Path, wanted: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The data that ships, for the types of "resource" and "data" that are wanted. KeyError: the provider lacks one."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".jsii.tgz")]
        with tarfile.open(fileobj=io.BytesIO(opened.read(name)), mode="r:gz") as archive:
            return _data(archive, wanted)


def names(wheel: Path) -> dict[str, set[str]]:
    """The name of every type of "resource", "data" and "ephemeral" that the provider has."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith(".jsii.tgz")]
        with tarfile.open(fileobj=io.BytesIO(opened.read(name)), mode="r:gz") as archive:
            folders = {_FOLDER.sub(r"\1", each) for each in archive.getnames() if _FOLDER.match(each)}
    found: dict[str, set[str]] = {"resource": set(), "data": set(), "ephemeral": set()}
    for folder in folders - {"provider", "provider-functions"}:
        of = next((of for of in ("data", "ephemeral") if folder.startswith(f"{of}-aws-")), "resource")
        found[of].add("aws_" + folder.removeprefix(f"{of}-aws-").replace("-", "_"))
    return found


def _data(archive: tarfile.TarFile, wanted: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    folders = {
        "resource": {name: name.removeprefix("aws_") for name in wanted["resource"]},
        "data": {name: f"data_{name}" for name in wanted["data"]},
    }
    named = {"provider", *(folder for of in folders.values() for folder in of.values())}
    paths = {
        f"package/lib/{folder.replace('_', '-')}/index.{kind}": (folder, kind)
        for folder in named
        for kind in ("js", "d.ts")
    }
    texts: dict[tuple[str, str], str] = {}
    for member in archive:
        if member.name in paths and (file := archive.extractfile(member)):
            texts[paths[member.name]] = file.read().decode()
    found = {folder: schema(texts[folder, "js"], texts[folder, "d.ts"]) for folder in named}
    del found["provider"]["optional"]["alias"]  # Terraform's own, not the provider's
    (version,) = set(_VERSION.findall(texts["provider", "js"]))
    return {
        "provider_version": version,
        "provider": found["provider"],
        **{of: {name: found[folder] for name, folder in names.items()} for of, names in folders.items()},
    }


def schema(script: str, types: str) -> dict[str, Any]:
    """The schema of the one resource, data source or provider that index.js and index.d.ts of a folder are about."""
    return _Reader(script, types).root()


class _Reader:
    def __init__(self, script: str, types: str) -> None:
        self.classes = dict(_CLASS.findall(script))
        self.writers = dict(_WRITER.findall(script))
        self.interfaces = dict(_INTERFACE.findall(types))

    def root(self) -> dict[str, Any]:
        """The outermost block."""
        ((name, body),) = [it for it in self.classes.items() if "synthesizeHclAttributes() {" in it[1]]
        written = _ROOT_WRITER.search(body)
        assert written
        return self._block(f"{name}Config", name, written[1])

    def _block(self, interface: str, class_: str, written: str) -> dict[str, Any]:
        modes = {
            name: "optional" if optional else "required"
            for name, optional in _PROPERTY.findall(self.interfaces[interface])
        }
        found: dict[str, Any] = {mode: {} for mode in MODES} | {"blocks": {}}
        for name, value, is_block, container, storage in _ARGUMENT.findall(written):
            prefix = self._prefix(value)
            if prefix and is_block == "true":
                title = prefix[0].upper() + prefix[1:]
                inner = self._block(title, f"{title}OutputReference", self.writers[prefix])
                found["blocks"][name] = [int(modes[name] == "required"), int("Mapper" not in value), inner]
            else:
                found[modes[name]][name] = "dynamic" if prefix else _type(container, storage)
        computed = _COMPUTED.findall(self.classes.get(class_, ""))
        found["computed"] = {name: "dynamic" for name in computed if name not in modes}
        return found

    def _prefix(self, value: str) -> str | None:
        """What the names of a nested block's writer and class begin with; None for what is no such block."""
        return next((name for name in _NESTED.findall(value) if name in self.writers), None)


def _type(container: str, storage: str) -> str | list[Any]:
    """A type as Terraform writes it."""
    inner = re.match(r"string|number|boolean", storage)
    if inner is None:
        return "dynamic"
    return _SCALARS[inner[0]] if container == "simple" else [container, _SCALARS[inner[0]]]
