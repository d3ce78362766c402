"""Terraform text → Configuration."""

from __future__ import annotations

from collections.abc import Mapping

from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.json_blocks import read_json_blocks
from tfgen.check.hcl.layout import by_directory, is_json, is_override
from tfgen.check.hcl.model import Block, Configuration, Module
from tfgen.check.hcl.overrides import overridden
from tfgen.check.hcl.reader import read_blocks
from tfgen.check.hcl.scanner import TOO_DEEP
from tfgen.check.hcl.tree import ToTree, find_parser, without_waste
from tfgen.diagnostics import Basis, Code, Diagnostic, Span

UNPARSABLE = Code(
    "TFG301",
    "HCL that does not parse",
    finds="""a file of Terraform that is no HCL, or no JSON where its name says so, because of an unclosed brace or string, a missing comma, or
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
    """The configuration in `files`, a mapping of POSIX path to text; what Terraform does not read is left out.

    A file that does not parse gives TFG301 and leaves its module incomplete. Without a usable python-hcl2
    the configuration is empty and the only diagnostic is TFG903.
    """
    to_tree = find_parser()
    if to_tree is None:
        hint = "keep checkov in an environment of its own, then `pip install --force-reinstall python-hcl2`"
        return {}, [SHADOWED_PARSER("the package `hcl2` is not python-hcl2: HCL is not checked", None, hint)]
    modules: dict[str, Module] = {}
    found: list[Diagnostic] = []
    with without_waste():
        for directory, paths in by_directory(files).items():
            modules[directory], diagnostics = _module([File(path, files[path]) for path in paths], to_tree)
            found += diagnostics
    return modules, found


def _module(files: list[File], to_tree: ToTree) -> tuple[Module, list[Diagnostic]]:
    blocks: list[Block] = []
    overrides: list[Block] = []
    found: list[Diagnostic] = []
    for file in files:
        read = read_json_blocks if is_json(file.path) else read_blocks
        try:
            (overrides if is_override(file.path) else blocks).extend(read(file, to_tree))
        except BrokenError as broken:
            found.append(UNPARSABLE(broken.message, broken.span, broken.hint))
        except RecursionError:
            found.append(UNPARSABLE(TOO_DEEP, Span(file.path, 1, 1, 1, 1)))
    complete = not found
    if overrides and complete:
        merged, diagnostics = overridden(blocks, overrides)
        return Module(merged), diagnostics
    return Module(tuple(blocks), complete), found
