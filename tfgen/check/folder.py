"""A folder of Terraform with the modules that it calls: what is read of it, and the copy in which tools run."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tfgen.check.hcl.layout import is_configuration
from tfgen.check.untrusted.codes import TRUST, UNREADABLE
from tfgen.diagnostics import Diagnostic, Span
from tfgen.disk import is_within, read_file

_SOURCE = re.compile(r'"?\bsource"?\s*[=:]\s*"(\.\.?/[^"]*)"')
_NOT_SHOWN = re.compile(
    r"\.git|\.terraform.*|terraform\.d|.*\.tfstate.*|.*\.tfvars(\.json)?|tests|.*\.(tf|tofu)(test|mock|query)\.(hcl|json)"
)
"""What tools do not get to see: git's own files, what belongs to an earlier run, plugins, and tests, which init reads."""


MOST_BYTES = 4 * 1024 * 1024
"""Of all the Terraform of a folder, which takes a minute to check; what people write has a hundredth of that."""


def read_folder(folder: Path, tree: Path, most: int = MOST_BYTES) -> tuple[dict[str, str], list[Diagnostic]]:
    """The text of every file of Terraform in a folder and below it, and in the modules of the tree that these call.

    They are named as seen from where the command runs. Hidden folders and files are left out, unless they are called.
    With it comes what is told of files that are not read, such as those that are beyond `most` bytes. Raises OSError.
    """
    files: dict[str, str] = {}
    unread: list[Diagnostic] = []
    waiting = list(_directories(Path(named(folder))))
    seen: set[str] = set()
    while waiting:
        directory = waiting.pop()
        name = posixpath.normpath(directory)  # as calls name it, also where a call leads out and back
        if name in seen or not directory.is_dir() or not is_within(directory, tree):
            continue
        seen.add(name)
        for path in sorted(directory.iterdir()):
            if is_configuration(path.name) and not path.name.startswith("."):
                file = posixpath.normpath(path)
                try:
                    text = files[file] = _text(path, tree, most)
                except (OSError, UnicodeDecodeError) as error:
                    unread.append(_unreadable(file, error))
                    continue
                most -= len(text)
                waiting += (
                    Path(posixpath.normpath(posixpath.join(name, it))) for it in _SOURCE.findall(text)
                )
    return dict(sorted(files.items())), unread


def _text(path: Path, tree: Path, most: int) -> str:
    """Raises OSError, UnicodeDecodeError."""
    content = read_file(path, tree)
    if len(content) > most:
        raise OSError(f"the folder has more than {MOST_BYTES:,} bytes of Terraform")
    return content.decode("utf-8")


def _unreadable(path: str, error: OSError | UnicodeDecodeError) -> Diagnostic:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8"
    return UNREADABLE(f"{path} is not read: {reason}", Span(path, 1, 1, 1, 1), TRUST)


def named(path: Path) -> str:
    """A path as it is told: as seen from where the command runs, if it lies there."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    cwd = Path.cwd()
    return (
        whole.relative_to(cwd) if whole.is_relative_to(cwd) else Path(posixpath.normpath(path))
    ).as_posix()


def _directories(folder: Path) -> Iterator[Path]:
    for directory, names, _ in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield Path(directory)


def copied(files: Mapping[str, str], root: str, tree: Path | None, target: Path) -> Path:
    """Writes files into a folder, as they lie to each other, and gives what stands for `root` there.

    With the tree that they come from, what lies beside them is linked, so that `templatefile` finds it.
    """
    places = {path: Path(path).absolute() for path in (*files, root)}
    base = tree or Path(os.path.commonpath([Path.cwd(), *places.values()]))
    relative = {path: Path(os.path.relpath(place, base)) for path, place in places.items()}
    for path, text in files.items():
        copy = target / relative[path]
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, "utf-8")
    if tree:
        real = {above for path in files for above in relative[path].parents}
        for directory in real:
            _link_others(tree / directory, target / directory, tree)
    return target / relative[root]


def _link_others(original: Path, copy: Path, tree: Path) -> None:
    for entry in original.iterdir():
        if is_configuration(entry.name) or _NOT_SHOWN.fullmatch(entry.name):
            continue
        if not os.path.lexists(copy / entry.name) and is_within(entry, tree):
            (copy / entry.name).symlink_to(entry.resolve())
