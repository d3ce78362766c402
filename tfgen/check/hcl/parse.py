"""Terraform text → Configuration."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.model import Configuration, Module
from tfgen.check.hcl.reader import read_blocks
from tfgen.check.hcl.tree import find_parser, without_waste
from tfgen.diagnostics import Basis, Code, Diagnostic

UNPARSABLE = Code(
    "TFG301",
    "HCL that does not parse",
    finds="""a `.tf` file that is no HCL, because of an unclosed brace or string, a missing comma, or
two arguments on one line.""",
    why="Terraform refuses the whole module; the other files are still checked.",
    example='runtime = "python3.13" memory = 256',
    instead="one argument on each line, and everything closed that was opened.",
)

SHADOWED_PARSER = Code(
    "TFG903",
    "python-hcl2 is missing or overwritten",
    finds="a package `hcl2` that is not python-hcl2, so that HCL cannot be checked.",
    why="""checkov depends on bc-python-hcl2, which installs the same folder `hcl2/`; pip overwrites
silently.""",
    example="pip install tfgen-aws checkov    # one environment for both",
    instead="""checkov in an environment of its own (`pipx install checkov`); here, `pip uninstall
bc-python-hcl2` and `pip install --force-reinstall python-hcl2`.""",
    basis=Basis.ENVIRONMENT,
)

CODES = (
    UNPARSABLE,
    SHADOWED_PARSER,
)


def parse(files: Mapping[str, str]) -> tuple[Configuration, list[Diagnostic]]:
    """The configuration in `files`, a mapping of POSIX path to text; only `*.tf` is read.

    A file that does not parse gives TFG301 and leaves its module incomplete. Without a usable python-hcl2
    the configuration is empty and the only diagnostic is TFG903.
    """
    to_tree = find_parser()
    if to_tree is None:
        hint = "keep checkov in an environment of its own, then `pip install --force-reinstall python-hcl2`"
        return {}, [SHADOWED_PARSER("the package `hcl2` is not python-hcl2: HCL is not checked", None, hint)]
    modules: dict[str, Module] = {}
    found = []
    with without_waste():
        for path in sorted(filter(_declares, files)):
            directory = posixpath.dirname(path) or "."
            module = modules.get(directory, Module(()))
            try:
                blocks = read_blocks(File(path, files[path]), to_tree)
                modules[directory] = Module(module.blocks + blocks, module.complete)
            except BrokenError as broken:
                found.append(UNPARSABLE(broken.message, broken.span, broken.hint))
                modules[directory] = Module(module.blocks, complete=False)
    return modules, found


def _declares(path: str) -> bool:
    # An override file changes blocks that are declared elsewhere: taken alone it is a set of duplicates.
    return (
        path.endswith(".tf")
        and not path.endswith("_override.tf")
        and posixpath.basename(path) != "override.tf"
    )
