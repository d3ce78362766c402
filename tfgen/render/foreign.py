"""Files in a rendered folder that tfgen did not render, and that Terraform would read with those it did."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from tfgen import process
from tfgen.diagnostics import Code, Diagnostic, Severity, Span
from tfgen.disk import read_file
from tfgen.render.main_tf import MAIN
from tfgen.render.modules import FOLDER, read_module
from tfgen.render.write import GENERATED, could_be_ours

FOREIGN = Code(
    "TFG323",
    "foreign file that Terraform would read",
    finds="""a file in a rendered folder that tfgen did not render and that Terraform reads with the others: a `.tf`,
`.tf.json`, override or test file beside main.tf or in a module that it calls, a `.tfvars`, plugins in `terraform.d`, a
`.terraform` that is committed, or a link in the place of a lock file or a state.""",
    why="""whoever adds such a file, in a pull request say, decides what Terraform does: an override changes what was
rendered, and a provider that a file names runs with your credentials. tfgen itself plans a copy without it.""",
    example="extra.tf, beside a main.tf that tfgen rendered",
    instead="""Terraform of your own in a folder of its own, with a state of its own. What `terraform init` left and
git does not track is no finding.""",
)

CODES = (FOREIGN,)

_CONFIGURATION = re.compile(
    r"[^.].*\.(?:(?:tf|tofu)(?:\.json)?|(?:tf|tofu)(?:test|mock|query)\.(?:hcl|json))"
).fullmatch
"""Names that Terraform reads in every module, as what is hidden it reads not.

Source: https://developer.hashicorp.com/terraform/language/files
"""
_VALUES = re.compile(r".+\.tfvars(?:\.json)?").fullmatch
_TESTS = "tests"
DATA = ".terraform"
"""What `terraform init` keeps: providers above all."""
_NO_LINKS = (DATA, ".terraform.lock.hcl", "terraform.tfstate", "terraform.tfstate.d")
_OVERRIDE = re.compile(r"(?:.*_)?override\.tf").fullmatch


def foreign_files(folder: Path, rendered: Collection[str]) -> list[Diagnostic]:
    """What Terraform would read in a folder beside the files that are rendered, by their relative POSIX paths.

    A module's file that is word for word the one that ships is none.
    """
    found = {path for path in _read_beside(folder, rendered) if not _ships(folder, path)}
    left = [each for root in _roots(rendered) for each in _left_by_terraform(folder, root)]
    return [*(_foreign(folder, path) for path in sorted(found)), *left]


def foreign_in(folder: Path) -> list[Diagnostic]:
    """The same, where the spec is not known; nothing in a folder that tfgen did not render."""
    mains = [path for path in (MAIN, *_mains_below(folder)) if _content(folder / path).startswith(GENERATED)]
    if not mains:
        return []
    modules = [f"{FOLDER}/{name}" for name in _names(folder / FOLDER)]
    files = [f"{module}/{name}" for module in modules for name in _names(folder / module)]
    ours = [path for path in files if could_be_ours(path) and not _OVERRIDE(PurePosixPath(path).name)]
    return foreign_files(folder, {*mains, *ours})


def _read_beside(folder: Path, rendered: Collection[str]) -> Iterator[str]:
    modules = {str(PurePosixPath(path).parent) for path in rendered if path.endswith(".tf")}
    roots = _roots(rendered)
    for module in modules | roots:
        for name in _names(folder / module):
            path = str(PurePosixPath(module) / name)
            is_read = _CONFIGURATION(name) or (module in roots and (_VALUES(name) or name == "terraform.d"))
            if is_read and path not in rendered:
                yield path
    for root in map(PurePosixPath, roots):
        tests = root / _TESTS
        yield from (str(tests / name) for name in _names(folder / tests) if _CONFIGURATION(name))
        yield from (str(root / name) for name in _NO_LINKS if (folder / root / name).is_symlink())


def _roots(rendered: Collection[str]) -> set[str]:
    """The folders in which Terraform is run: where a root's main.tf lies, and the whole."""
    mains = (PurePosixPath(path) for path in rendered if path.endswith(MAIN))
    return {"."} | {str(path.parent) for path in mains if len(path.parts) <= 2}


def _mains_below(folder: Path) -> list[str]:
    return [f"{name}/{MAIN}" for name in _names(folder) if could_be_ours(f"{name}/{MAIN}")]


def _ships(folder: Path, path: str) -> bool:
    if not could_be_ours(path) or not path.startswith(FOLDER) or (folder / path).is_symlink():
        return False
    _, module, name = path.split("/")
    shipped = read_module(module).get(name)
    return shipped is not None and _content(folder / path) == shipped.encode()


def _left_by_terraform(folder: Path, root: str) -> Iterator[Diagnostic]:
    """What `terraform init` leaves is the user's, unless it came with the files: git tells that where there is git."""
    data = folder / root / DATA
    if not os.path.lexists(data) or data.is_symlink():
        return
    tracked = process.is_tracked(data)
    if tracked:
        yield _foreign(folder, str(PurePosixPath(root) / DATA))
    elif tracked is None:
        message = f"{data} is not read: a plan is made in a copy without it"
        hint = "if it is not what `terraform init` left here, delete it: Terraform runs the providers in it"
        yield FOREIGN(message, None, hint, Severity.NOTE)


def _foreign(folder: Path, path: str) -> Diagnostic:
    place = (folder / path).as_posix()
    message = f"{place} was not rendered, and Terraform would read it"
    hint = "move it to a folder of its own: tfgen's folders are planned as they are rendered"
    return FOREIGN(message, Span(place, 1, 1, 1, 1), hint)


def _content(path: Path) -> bytes:
    """A file's bytes; none if it cannot be read."""
    try:
        return read_file(path)
    except OSError:
        return b""


def _names(folder: Path) -> list[str]:
    """What lies in a folder; nothing if it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
