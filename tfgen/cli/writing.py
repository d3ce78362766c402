"""What commands write: folders of Terraform and zips."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put, put_bytes, talk
from tfgen.cli.ending import FINDINGS, stop, stop_on, wrong_use
from tfgen.cli.judging import told
from tfgen.cli.links import refuse_links_of_the_repository
from tfgen.cli.parameters import Option
from tfgen.cli.reading import shown

if TYPE_CHECKING:
    from tfgen.rehearse.run import Rendering
    from tfgen.render.module_source import ModuleSource
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.judge import Judge

OutputOption = Annotated[Path, Option("--output", "-o", metavar="DIR", help="The folder to write to.")]
ReportOption = Annotated[
    Path | None,
    Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write there; .svg and .png draw, .html, .json, .md and .txt are formats.",
    ),
]


def folders(specs: list[str], output: Path, environment: str | None) -> dict[str, Path]:
    """The folder of each spec: `{dir}` in a path is the folder in which the spec lies, `{name}` its name.

    `{env}` is the environment, or nothing.

    Ends the run where two would be written to the same.
    """
    told = str(output).replace("{env}", environment or "")
    found = {spec: _folder(Path(spec), told) for spec in specs}
    taken: dict[Path, str] = {}
    for spec, folder in found.items():
        other = taken.setdefault(folder.resolve(), spec)
        if other != spec:
            wrong_use(
                f"{other} and {spec} would both be written to {folder}: give each a folder, -o '{{dir}}/terraform'"
            )
    return found


def _folder(spec: Path, output: str) -> Path:
    return Path(output.replace("{dir}", str(spec.parent)).replace("{name}", spec.stem))


def write_tree(
    loaded: Readable,
    output: Path,
    check: bool = False,
    modules: ModuleSource | None = None,
    judge: Judge | None = None,
) -> dict[str, bytes]:
    """Writes the folder that a spec renders, or with `check` tells how it differs. Gives what is rendered."""
    from tfgen.render.foreign import foreign_files
    from tfgen.render.write import compare, write

    refuse_file(output)
    refuse_inside_code(loaded, output)
    refuse_to_be_led_out(output)
    files = rendered_tree(loaded, modules, judge)
    changes, diagnostics = compare(output, files, loaded.stack.environment)
    foreign = foreign_files(output, {*files, *(change.path for change in changes)})
    stop_on([*diagnostics, *foreign], {})
    if check:
        put("".join(change.diff() for change in changes))
        if changes:
            differ = f"{len(changes)} files differ" if len(changes) > 1 else "1 file differs"
            env = f" --env {loaded.stack.environment}" if loaded.stack.environment else ""
            talk(f"{output} is stale: {differ}. Run `tfgen render {loaded.name}{env} -o {output}`")
            sys.exit(FINDINGS)
        return files
    stop_on(write(output, files, changes, loaded.stack.environment), {})
    removed = sum(change.new is None for change in changes)
    gone = f", removed {removed}" if removed else ""
    written = f"wrote {len(changes) - removed} of {len(files)} files{gone}" if changes else "up to date"
    talk(f"{output}: {written}")
    return files


def refuse_file(output: Path) -> None:
    """Ends a run that would write a folder where a file lies, or below one."""
    there = next(each for each in (output, *output.parents, Path()) if each.exists())
    if not there.is_dir():
        wrong_use(f"{there} is a file, and -o takes a folder: name another, such as -o build")


def refuse_to_be_led_out(path: Path) -> None:
    """Ends a run at a path that somebody's link leads out of its tree."""
    try:
        refuse_links_of_the_repository(path)
    except OSError as error:
        wrong_use(str(error))


def refuse_inside_code(loaded: Readable, output: Path) -> None:
    """Ends a run whose output would be packed into the zips, or copied as part of a module."""
    from tfgen.stack.kinds.function import packages
    from tfgen.stack.kinds.module import MODULE
    from tfgen.stack.kinds.site import SITE

    for module in loaded.stack.all(MODULE).values():
        source = loaded.project / module.source
        if output.resolve().is_relative_to(source.resolve()):
            wrong_use(f"{output} lies in the module {source}, and would be copied with it: choose another")
    for site in loaded.stack.all(SITE).values():
        if site.folder and output.resolve().is_relative_to((loaded.project / site.folder).resolve()):
            wrong_use(
                f"{output} lies in the site's folder {site.folder}, and would be served: choose another"
            )
    for package in packages(loaded.stack):
        code = loaded.project / package.code
        if output.resolve().is_relative_to(code.resolve()):
            wrong_use(
                f"{output} lies in the code folder {code}, and would be packed into the zips: choose another"
            )


def rendered_tree(
    loaded: Readable, modules: ModuleSource | None = None, judge: Judge | None = None
) -> dict[str, bytes]:
    """Every file that a spec renders, by path. What is to be said of the code is told, as the judge parts it."""
    from tfgen.render.main_tf import HERE
    from tfgen.render.tree import configuration, copied_files, packages

    progress("packaging")
    zips, diagnostics = packages(loaded.stack, loaded.source, loaded.project)
    stop_on(told(diagnostics, loaded, judge), loaded.sources)
    texts = configuration(loaded.stack, shown(loaded), modules or HERE)
    return {**{path: text.encode() for path, text in texts.items()}, **copied_files(loaded.stack), **zips}


def write_product(output: Path | None, content: bytes) -> None:
    """What a command is for, to a file, or to standard output for none and for `-`.

    A link is followed within its tree; a device or a pipe is written to, not replaced.
    """
    if output is None or str(output) == "-":
        put_bytes(content)
        return
    from tfgen.disk import refuse_link_out
    from tfgen.render.write import CANNOT_WRITE, write_file

    refuse_to_be_led_out(output.parent)
    target = output.resolve()
    try:
        refuse_link_out(output)
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            write_file(target, content)
    except OSError as error:
        stop([CANNOT_WRITE(f"{output}: {error.strerror or error}")], {})
    talk(f"wrote {output}")


def rendering_of(loaded: Readable, judge: Judge) -> Rendering:
    """How every variation of a stack is rendered: the zips, which they share, are made once."""
    from tfgen.render.tree import configuration, in_roots
    from tfgen.stack.variations import in_one_state, without_cloud

    alone = dataclasses.replace(loaded, stack=in_one_state(loaded.stack))
    files = rendered_tree(alone, judge=judge)
    zips = {path: content for path, content in files.items() if path.startswith("packages/")}
    site = {path: content for path, content in files.items() if path.startswith("site/")}
    return lambda stack: {
        **{path: text.encode() for path, text in configuration(without_cloud(stack), shown(loaded)).items()},
        **in_roots(stack, zips),
        **site,
    }
