"""Code to zip: the same bytes on every machine, or every plan would show a change."""

from __future__ import annotations

import contextlib
import io
import itertools
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tfgen import process
from tfgen.diagnostics import Code, Diagnostic, Severity, has_errors
from tfgen.package.file import File
from tfgen.package.folder import OUTSIDE, UNPACKABLE, code_files
from tfgen.spec.shape import closest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tfgen.stack.package import Package

    Scratch = Callable[[], Path]
    """Makes a folder for what is installed, where anything is."""

# "Request must be smaller than 69905067 bytes" is 50 MiB in base64; "Unzipped size must be smaller than
# 262144000 bytes": https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
ZIPPED_LIMIT = 50 * 1024 * 1024
UNZIPPED_LIMIT = 250 * 1024 * 1024

NO_CODE = Code(
    "TFG140",
    "code that is not there",
    finds="a `code` that is neither a folder with files nor a `.zip` or `.jar` that Lambda can read.",
    why="""Lambda refuses a function without code. What is named in `.tfgenignore` does not count; `.`,
absolute paths and `..` are refused, because the spec's folder also holds the spec and what is rendered
from it.""",
    example="""\
functions:
  get-key: {code: srx}     # the folder is called src
""",
    instead="a folder or an archive below the spec's folder.",
)
TOO_LARGE = Code(
    "TFG144",
    "code larger than Lambda takes",
    finds="code and dependencies of 250 MB or more unzipped, or of 50 MB or more as a zip.",
    why="""AWS refuses both, the one after the upload:
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html""",
    example="src: 301.5 MB unzipped; the largest: model.onnx (260.0 MB), numpy.libs/… (20.1 MB)",
    instead="""a `.tfgenignore` that names what is not needed, fewer dependencies, or data that is
loaded from S3 at the start.""",
)
DEFLATED = Code(
    "TFG145",
    "zip that may differ between machines",
    finds="code that had to be compressed to stay below 50 MB.",
    why="""builds of zlib (zlib, zlib-ng, Apple's) compress to different bytes, and Terraform sees a new
zip where one machine renders and another plans. Smaller packages are stored without compression.""",
    example="src: 71.2 MB of files",
    instead="a smaller package, or one kind of machine that renders it.",
    severity=Severity.WARNING,
)
SAME_BUT_CASE = Code(
    "TFG146",
    "names that differ only by case",
    finds="files whose names differ only by case, or only in how an accent is written.",
    why="macOS and Windows keep one of them, so that the zip depends on the machine.",
    example="""\
src/readme.md
src/README.md
""",
    instead="another name for one of them, or a line in `.tfgenignore`.",
    severity=Severity.WARNING,
)
CLASH = Code(
    "TFG148",
    "file that a dependency brings as well",
    finds="a file of the code folder that an installed dependency has under the same name.",
    why="only one can be in the zip, and either choice breaks what expects the other.",
    example="src/requests/__init__.py   # and requests in src/requirements.txt",
    instead="another name for the file, or neither the copy nor the dependency.",
)


def code_diagnostic(code: str, project: Path) -> Diagnostic | None:
    """What is wrong with a `code` path at first sight; the files themselves are not read."""
    path = PurePosixPath(code)
    if path.is_absolute() or ".." in path.parts:  # the path is also the zip's below packages/
        return NO_CODE(f"`{code}` is no path below the spec's folder")
    try:
        root, real = project.resolve(), (project / code).resolve()
        if not real.is_relative_to(root):
            return OUTSIDE(f"`{code}` leads out of the project")
        if real == root:
            return NO_CODE(f"`{code}` is the spec's own folder", hint="move the code to a folder below it")
        if ".git" in real.relative_to(root).parts:
            return NO_CODE(f"`{code}` is git's own, which holds tokens, and no code")
        if real.is_dir() or (real.is_file() and real.suffix.lower() in (".zip", ".jar")):
            return None
        exists = real.exists()
        near = None if exists else _like(path, project)
    except (OSError, RuntimeError, ValueError) as error:  # symlinks in a circle, a name with a NUL
        return NO_CODE(f"`{code}` cannot be read: {error}")
    said = "is neither a folder nor a .zip or .jar" if exists else "does not exist"
    return NO_CODE(f"`{code}` {said}", hint=near)


def _like(path: PurePosixPath, project: Path) -> str | None:
    """A hint that names folders and zips like one that is not there, beside where it would be. Raises OSError."""
    beside = project / path.parent
    if not beside.is_dir():
        return None
    there = itertools.islice(beside.iterdir(), _MOST_BESIDE)
    named = [each for each in there if each.is_dir() or each.suffix.lower() in (".zip", ".jar")]
    return closest(str(path), sorted(str(path.parent / each.name) for each in named))


_MOST_BESIDE = 1000
"""Of a folder in which a like name is looked for."""


def build(package: Package, project: Path) -> tuple[bytes | None, list[Diagnostic]]:
    """The zip of a package, unless a diagnostic is an error; `project` is the folder of the spec.

    Dependencies are installed for the platform of the function first: those of requirements.txt for a
    Python runtime, those of package-lock.json for a Node one.
    """
    if package.is_own:
        package, project = package._replace(code="own"), Path(__file__).parent
    diagnostic = code_diagnostic(package.code, project)
    if diagnostic:
        return None, [diagnostic]
    source = project / package.code
    try:
        if source.is_file():
            return _ready_made(source, package.code)
        with contextlib.ExitStack() as opened:
            return _built(package, source, project, lambda: opened.enter_context(process.temporary_folder()))
    except OSError as error:
        return None, [UNPACKABLE(f"`{package.code}` cannot be packaged: {error}")]


def _built(
    package: Package, folder: Path, project: Path, scratch: Scratch
) -> tuple[bytes | None, list[Diagnostic]]:
    own, diagnostics = code_files(folder, package.code, project)
    if not own and not diagnostics:
        diagnostics.append(NO_CODE(f"`{package.code}` holds no file to package"))
    if has_errors(diagnostics):
        return None, diagnostics
    foreign, more = _dependencies(package, folder, own, scratch)
    files = sorted((*own, *foreign))
    diagnostics += [*more, *_clashes(package.code, own, foreign), *_same_but_case(package.code, files)]
    size = sum(file.size for file in files)
    if size >= UNZIPPED_LIMIT:
        diagnostics.append(_too_large(package.code, "unzipped", size, files))
    if has_errors(diagnostics):
        return None, diagnostics
    zipped, more = _zipped(package.code, files)
    return zipped, diagnostics + more


def _dependencies(
    package: Package, folder: Path, own: Iterable[File], scratch: Scratch
) -> tuple[list[File], list[Diagnostic]]:
    if package.runtime.startswith("python") and (folder / "requirements.txt").is_file():
        from tfgen.package import pip

        return pip.install(package, folder, scratch())
    if package.runtime.startswith("nodejs"):
        from tfgen.package import npm

        return npm.install(package, folder, own, scratch)
    return [], []


def _zipped(code: str, files: Sequence[File]) -> tuple[bytes | None, list[Diagnostic]]:
    stored = _archive(files, zipfile.ZIP_STORED)
    if len(stored) < ZIPPED_LIMIT:
        return stored, []
    deflated = _archive(files, zipfile.ZIP_DEFLATED)
    if len(deflated) >= ZIPPED_LIMIT:
        return None, [_too_large(code, "zipped", len(deflated), files)]
    message = (
        f"`{code}` is {_megabytes(len(stored))}, and compressed so that Lambda takes it: the zip's bytes"
    )
    return deflated, [DEFLATED(f"{message} now depend on the build of zlib that renders them")]


def _archive(files: Iterable[File], compression: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in files:
            member = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3  # Unix; Python writes the system it runs on
            member.external_attr = (0o100755 if file.executable else 0o100644) << 16
            archive.writestr(member, file.path.read_bytes(), compression, 9)
    return buffer.getvalue()


def _ready_made(path: Path, code: str) -> tuple[bytes | None, list[Diagnostic]]:
    """An archive as it is, if Lambda takes it."""
    size = path.stat().st_size
    if size >= ZIPPED_LIMIT:
        return None, [_too_large(code, "zipped", size)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [File(i.filename, path, i.file_size, False) for i in archive.infolist()]
            size = sum(member.size for member in members)
            if size >= UNZIPPED_LIMIT:
                return None, [_too_large(code, "unzipped", size, members)]
            if any(
                i.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for i in archive.infolist()
            ):
                return None, [NO_CODE(f"`{code}` is compressed by another method than deflate")]
            broken = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        return None, [NO_CODE(f"`{code}` is not a zip that Lambda can read: {error}")]
    if broken:
        return None, [NO_CODE(f"`{code}` is damaged: the checksum of `{broken}` is wrong")]
    if not members:
        return None, [NO_CODE(f"`{code}` is empty")]
    return path.read_bytes(), []


def _too_large(code: str, state: str, size: int, files: Iterable[File] = ()) -> Diagnostic:
    limit = UNZIPPED_LIMIT if state == "unzipped" else ZIPPED_LIMIT
    largest = sorted(files, key=lambda file: (-file.size, file.name))[:5]
    named = ", ".join(f"{file.name} ({_megabytes(file.size)})" for file in largest)
    message = f"`{code}` is {_megabytes(size)} {state}, and Lambda takes less than {_megabytes(limit)}"
    return TOO_LARGE(message, hint=f"the largest: {named}" if named else None)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def _clashes(code: str, own: Iterable[File], foreign: Iterable[File]) -> list[Diagnostic]:
    twice = sorted({file.name for file in own} & {file.name for file in foreign})
    return [CLASH(f"`{code}/{name}` also comes with a dependency") for name in twice]


def _same_but_case(code: str, files: Iterable[File]) -> list[Diagnostic]:
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        alike[unicodedata.normalize("NFC", file.name).casefold()].add(file.name)
    sets = [sorted(names) for names in alike.values() if len(names) > 1]
    return [SAME_BUT_CASE(f"in `{code}`, {' and '.join(names)} differ only by case") for names in sets]


CODES = (NO_CODE, TOO_LARGE, DEFLATED, SAME_BUT_CASE, CLASH)
