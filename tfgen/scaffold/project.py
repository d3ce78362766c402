"""The files of a new project."""

from __future__ import annotations

import re
from pathlib import Path

import tfgen
from tfgen.diagnostics import Code, Diagnostic, has_errors
from tfgen.disk import read_file
from tfgen.pipeline.pipeline import Place, pipeline
from tfgen.render import modules
from tfgen.render.write import CANNOT_WRITE, compare, inside, write, write_file
from tfgen.spec.schema import schema_text
from tfgen.spec.source import parse
from tfgen.stack.resolve import build
from tfgen.stack.spec import SPEC
from tfgen.stack.stack import Stack

EXISTS = Code(
    "TFG132",
    "file that exists",
    finds="a file in the place of one that `tfgen init` would write.",
    why="`tfgen init` writes a new project, all of it or none, and overwrites nothing.",
    example="tfgen init .                      # where a spec.yaml lies",
    instead="an empty folder.",
)

CODES = (EXISTS,)

_NAMES = {
    "spec.yaml": "spec.yaml",
    "src/hello.py": "hello.py",
    ".gitignore": "gitignore",
    "Makefile": "Makefile",
}


_SCHEMA, _SPEC, _IGNORED = "spec.schema.json", "spec.yaml", ".gitignore"
_SERVICE = "hello"
"""What the service is called where the folder's name does not say."""
_LONGEST = 40


def service_name(folder: str) -> str:
    """The name of the service in a folder: as near to the folder's as a service's may be."""
    words = re.findall(r"[a-z0-9]+", folder.lower())
    name = re.sub(r"^[0-9-]+", "", "-".join(words))[:_LONGEST].strip("-")
    return name or _SERVICE


def project_files(service: str = _SERVICE) -> dict[str, bytes]:
    """Every file of a new project, by its path."""
    import yaml

    folder = Path(__file__).parent / "files"
    files = {path: (folder / name).read_bytes() for path, name in _NAMES.items()}
    spec = files[_SPEC].decode()
    said = (
        yaml.safe_dump(service).removesuffix("...\n").strip()
    )  # in quotes, if YAML would read it as no text
    spec = spec.replace(f"service: {_SERVICE}\n", f"service: {said}\n")
    spec = spec.replace(f"domain: {_SERVICE}.", f"domain: {service}.")
    written = {**files, _SPEC: spec.encode(), _SCHEMA: schema_text(SPEC).encode()}
    return {**written, **_pipeline(_stack(spec))}


def _pipeline(stack: Stack) -> dict[str, bytes]:
    """The pipeline of a new project, as `tfgen ci github` writes it."""
    from tfgen.pipeline.engines import FILES, Engine
    from tfgen.pipeline.write import headed

    made = FILES[Engine.github](pipeline([stack], Place(_SPEC, "terraform"), tfgen.__version__))
    return {path: headed(Engine.github, text).encode() for path, text in made.items()}


def _stack(spec: str) -> Stack:
    source, _ = parse(spec, _SPEC)
    stack = build(source)[0] if source else None
    if stack is None:
        raise ValueError("the spec of a new project has mistakes")
    return stack


def module_files() -> dict[str, bytes]:
    """The modules that the spec of a new project needs, by path."""
    stack = _stack((Path(__file__).parent / "files" / _NAMES[_SPEC]).read_text("utf-8"))
    return {path: text.encode() for path, text in modules.files(stack).items()}


def _holds(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and read_file(path) == content
    except OSError:
        return False


def without_kept(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files but for a .gitignore of somebody's own, which is kept: new repositories come with one."""
    own = folder / _IGNORED
    is_kept = own.is_file() and not own.is_symlink() and not _holds(own, files[_IGNORED])
    return {path: content for path, content in files.items() if not (is_kept and path == _IGNORED)}


def create(folder: Path) -> list[Diagnostic]:
    """Writes a new project, all of it or none."""
    files = without_kept(folder, project_files(service_name(folder.resolve().name)))
    there = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    # what a killed run wrote of a project is no reason not to write the rest
    if len(there) == len(files) or not all(_holds(folder / path, files[path]) for path in there):
        names = ", ".join(there)
        hint = "choose another folder, or move what is there; a .gitignore, a README and .git may stay"
        return [EXISTS(f"{folder} holds what `tfgen init` would write: {names}", hint=hint)]
    try:
        for path in files:
            inside(folder, path)
    except OSError as error:
        return [CANNOT_WRITE(str(error))]
    copied = module_files()
    changes, found = compare(folder, copied)
    if has_errors(found):
        return found
    failed = write(folder, copied, changes)
    if failed:
        return failed
    try:
        for path, content in files.items():
            write_file(folder / path, content)
    except OSError as error:
        return [CANNOT_WRITE(f"{error.filename or folder}: {error.strerror or error}")]
    return found
