"""What commands read: specs, rendered folders, and names on the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import talk
from tfgen.cli.ending import WRONG_USE, say, stop, wrong_use
from tfgen.cli.links import refuse_links_of_the_repository
from tfgen.cli.parameters import Argument, Option

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.stack.loaded import Loaded, Readable

SPEC = "spec.yaml"
"""The spec of which a command line says nothing."""
SpecArgument = Annotated[
    str, Argument(metavar="[SPEC]", help=f"The spec; {SPEC} here, if not said; - reads standard input.")
]
SpecsArgument = Annotated[
    list[str],
    Argument(metavar="[SPEC]...", help=f"The specs; {SPEC} here, if not said; - reads standard input."),
]
EnvOption = Annotated[
    str | None,
    Option(
        "--env", metavar="NAME", help="The environment of the spec; it must be said where a spec has some."
    ),
]
BaseOption = Annotated[
    str | None,
    Option(
        "--base",
        metavar="REV",
        help="Compare with the spec where this git revision, such as origin/main, and HEAD parted.",
    ),
]
SkipOption = Annotated[list[str], Option(metavar="CHECKS", help="Leave these out: a,b or repeated.")]

_MOST_LOCKED = 64 * 1024
"""Bytes of a lock file; one of twenty providers has a third of it."""
STDIN, _STDIN_NAME = "-", "<stdin>"


def read_spec(path: str, environment: str | None = None) -> Loaded:
    """A spec, readable or broken; the end of the run if there is no file."""
    from tfgen.stack.loaded import loaded

    return with_folders(loaded(*(_opened(path) or sys.exit(WRONG_USE)), environment))


def open_specs(path: str, environment: str | None = None) -> dict[str, Loaded] | None:
    """A spec as an environment has it, or, if none is said, each; None if there is no file, which is told."""
    from tfgen.stack.loaded import loaded, loaded_in_each

    opened = _opened(path)
    if opened is None:
        return None
    found = loaded_in_each(*opened) if environment is None else {environment: loaded(*opened, environment)}
    return {name: with_folders(each) for name, each in found.items()}


def _opened(path: str) -> tuple[bytes, str, Path] | None:
    """The bytes of a spec, its name and its folder; None if there is no file, which is told.

    `-` is standard input, whose paths are relative to the working directory.
    """
    from tfgen.check.hcl.layout import is_configuration
    from tfgen.spec.codes import UNREADABLE

    if is_configuration(path):
        folder = Path(path).parent
        talk(f"tfgen: {path} is Terraform, not a spec: `tfgen validate {folder}` checks its folder")
        return None
    name, project = (_STDIN_NAME, Path()) if path == STDIN else (path, Path(path).parent)
    try:
        data = read_bytes(path)
    except OSError as error:
        is_new = path == SPEC and isinstance(error, FileNotFoundError)
        hint = "name the spec, or start a project here: `tfgen init`" if is_new else None
        if isinstance(error, IsADirectoryError):
            hint = f"name the spec in it, such as {Path(path) / SPEC}"
        say([UNREADABLE(f"{name}: {error.strerror or error}", hint=hint)], {})
        return None
    return data, name, project


def with_folders(spec: Loaded) -> Loaded:
    """The spec with what the folders hold that it names: those of modules and of a site."""
    return _with_site(_with_modules(spec))


def _with_site(spec: Loaded) -> Loaded:
    """The spec with the files of its site, which are read where it has one."""
    from tfgen.stack.kinds.site import SITE
    from tfgen.stack.loaded import Readable

    if not (isinstance(spec, Readable) and spec.stack.all(SITE)):
        return spec
    from tfgen.package.site import with_site

    return with_site(spec)


def _with_modules(spec: Loaded) -> Loaded:
    """The spec with the modules of the project's own that it names, which are read where it names some."""
    from tfgen.stack.kinds.module import MODULE
    from tfgen.stack.loaded import Readable

    if not (isinstance(spec, Readable) and spec.stack.all(MODULE)):
        return spec
    from tfgen.check.own.load import with_modules

    return with_modules(spec)


def named_or_here(paths: list[str]) -> list[str]:
    """The specs and folders that a command line names, each once; the spec here if it names none."""
    return list(dict.fromkeys(paths)) or [SPEC]


def loaded_spec(path: str, environment: str | None = None) -> Readable:
    """A spec that is readable, or the end of the run."""
    return or_stop(read_spec(path, environment))


def or_stop(loaded: Loaded) -> Readable:
    """A spec that is readable, or the end of the run."""
    from tfgen.stack.loaded import Readable

    if not isinstance(loaded, Readable):
        stop(loaded.diagnostics, loaded.sources)
    return loaded


def read_bytes(path: str) -> bytes:
    """A file, or standard input for `-`. Raises OSError.

    At most one byte more than a spec may have, so that a device or a huge file costs no memory. A link out of the tree in
    which it lies is not followed: messages would show what somebody else's link leads to.
    """
    from tfgen.disk import refuse_link_out, refuse_pipe
    from tfgen.spec.source import MAX_BYTES

    if path == STDIN:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    place = Path(path)
    refuse_link_out(place)
    refuse_links_of_the_repository(place.parent)
    refuse_pipe(place)
    with place.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def lock_file(folder: Path) -> str:
    """The text of the lock file in a folder of Terraform; empty where none can be read."""
    from tfgen.check.hcl.provider_version import LOCK
    from tfgen.disk import read_file, tree_root

    try:
        return read_file(folder / LOCK, tree_root(folder), _MOST_LOCKED).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def lock_diagnostics(loaded: Readable, folder: Path) -> tuple[list[Diagnostic], dict[str, str]]:
    """What a spec needs and the lock file in a folder does not hold, with the text that it is told of."""
    from tfgen.check.hcl.provider_fit import outdated
    from tfgen.check.hcl.provider_version import LOCK

    lock, file = lock_file(folder), (folder / LOCK).as_posix()
    found = outdated(loaded.stack, lock, file)
    return ([found], {file: lock}) if found else ([], {})


def is_stdin(loaded: Loaded) -> bool:
    """Whether a spec came from standard input."""
    return loaded.name == _STDIN_NAME


def shown(loaded: Loaded) -> str:
    """The spec's name in what is rendered: not where it lies, which differs from machine to machine."""
    return "standard input" if is_stdin(loaded) else Path(loaded.name).name


def code_diagnostics(loaded: Readable) -> list[Diagnostic]:
    """What can be said at a glance of the code that a spec names."""
    from tfgen.render.tree import code_diagnostics

    return code_diagnostics(loaded.stack, loaded.source, loaded.project)


def names_of(texts: list[str], known: Iterable[str], option: str) -> frozenset[str]:
    """The names that an option lists, `a,b` or repeated; the end of the run if one is not known."""
    names = frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
    unknown = sorted(names - set(known))
    if unknown:
        wrong_use(f"{option} takes {', '.join(known)}; {unknown[0]!r} is none of them")
    return names
