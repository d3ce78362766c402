"""Where a review goes: files by their formats, and what workflows ask of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.cli.console import put, put_product, talk
from tfgen.cli.ending import wrong_use
from tfgen.cli.writing import write_product
from tfgen.review.formats.formats import SUFFIXES, Format

if TYPE_CHECKING:
    from tfgen.review.result import Review


def targets(outputs: list[str], format_: Format | None) -> list[tuple[Format, Path | None]]:
    """The formats and files of a review; no file is standard output. Ends the run at a name that says no format."""
    if not outputs:
        return [(format_ or Format.text, None)]
    return [_target(word, format_) for word in outputs]


def _target(word: str, format_: Format | None) -> tuple[Format, Path | None]:
    name, is_named, file = word.partition("=")
    if is_named and name in list(Format):
        return Format(name), None if file == "-" else Path(file)
    if word == "-":
        return format_ or Format.text, None
    found = format_ or SUFFIXES.get(Path(word).suffix)
    if found is None:
        wrong_use(f"-o {word}: its name says no format; say one with --format, or -o FORMAT={word}")
    return found, Path(word)


def write(review: Review, where: list[tuple[Format, Path | None]]) -> None:
    """Writes a review to each of them. On GitHub, annotations come with the comment in the run's summary."""
    for format_, file in where:
        text = format_.render(review)
        if file:
            write_product(file, text.encode())
        elif format_ is Format.text:
            put(text)
        else:
            put_product(text)
        if format_ is Format.github:
            append("GITHUB_STEP_SUMMARY", Format.markdown.render(review))


def tell_workflow(review: Review, dotenv: Path | None) -> None:
    """Sets what later steps ask for, where GitHub says how, and in a dotenv file for GitLab."""
    from tfgen.review.verdict import verdict

    values = {
        "verdict": str(verdict(review).word),
        "has_changes": "true" if review.has_changes else "false",
        "fingerprint": review.fingerprint,
    }
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in values.items()))
    if dotenv:
        lines = "".join(f"TFGEN_{name.upper()}={value}\n" for name, value in values.items())
        write_product(dotenv, lines.encode())


def append(variable: str, text: str) -> None:
    """Adds to the file that a variable of GitHub's names."""
    file = os.environ.get(variable)
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as opened:
            opened.write(text)
    except OSError as error:
        talk(f"tfgen: {variable}: {file}: {error.strerror or error}")
