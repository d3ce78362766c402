"""What commands change in a spec: its text in place, once what comes of it is valid."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.cli.console import talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.reading import is_stdin, read_bytes

if TYPE_CHECKING:
    from tfgen.journey.edit import Edit
    from tfgen.stack.loaded import Readable


def edit_spec(loaded: Readable, edits: Iterable[Edit], dry_run: bool) -> str:
    """Writes a spec with some edits, or nothing where it is dry. Gives the diff.

    Ends the run where the text cannot be edited, or would be no valid spec any more.
    """
    from tfgen.journey.codes import NOT_EDITED
    from tfgen.journey.edit import edited, in_words
    from tfgen.journey.text import NotEditableError
    from tfgen.render.write import Change

    if is_stdin(loaded):
        wrong_use("a spec that is edited is a file: name it")
    edits = tuple(edits)
    before = read_bytes(loaded.name)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    try:
        after = edited(before.removeprefix(mark).decode(), loaded.stack.environment, edits)
    except NotEditableError as error:
        hint = f"by hand: {'; '.join(map(in_words, edits))}"
        stop([NOT_EDITED(f"{loaded.name}: {error}", loaded.source.span(("regions",)), hint)], loaded.sources)
    written = mark + after.encode()
    _refuse_invalid(loaded, written)
    if not dry_run:
        _write(loaded.name, before, written)
    return Change(loaded.name, before, written).diff()


def _refuse_invalid(loaded: Readable, written: bytes) -> None:
    from tfgen.stack.loaded import Broken
    from tfgen.stack.loaded import loaded as load

    found = load(written, loaded.name, loaded.project, loaded.stack.environment or None)
    if isinstance(found, Broken):
        talk(
            f"{loaded.name} stays as it is: the edit alone would not be valid. What it lacks is told of the edited text"
        )
        stop(found.diagnostics, found.sources)


def _write(name: str, before: bytes, written: bytes) -> None:
    """Writes a spec that nobody else has changed meanwhile."""
    from tfgen.render.write import CANNOT_WRITE, write_file

    path = Path(name).resolve()
    try:
        if read_bytes(name) != before:
            wrong_use(f"{name} was changed meanwhile, and stays as it is: run this again")
        mode = path.stat().st_mode
        write_file(path, written)
        path.chmod(mode)
    except OSError as error:
        stop([CANNOT_WRITE(f"{name}: {error.strerror or error}")], {})
    talk(f"wrote {name}")
