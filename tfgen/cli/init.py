"""`tfgen init`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from tfgen.cli.console import talk
from tfgen.cli.ending import stop_on
from tfgen.cli.parameters import Argument
from tfgen.cli.writing import refuse_to_be_led_out


def init(folder: Annotated[Path, Argument(metavar="[DIR]", help="The folder.")] = Path()) -> None:
    """Start a project.

    Writes a spec and its JSON Schema for editors, a handler, a .gitignore, a Makefile, a pipeline for GitHub and the
    Terraform modules. The service is called as the folder is. Overwrites nothing; a .gitignore that is there is kept.
    """
    import shlex

    from tfgen.scaffold.project import create, module_files, project_files, service_name, without_kept

    refuse_to_be_led_out(folder)
    files = project_files(service_name(folder.resolve().name))
    written = without_kept(folder, files)
    stop_on(create(folder), {})
    for path, content in files.items():
        if path in written:
            talk(f"wrote {folder / path}")
        else:
            talk(
                f"kept {folder / path}, which is yours; git is to ignore {', '.join(content.decode().split())}"
            )
    talk(f"wrote {folder / 'modules'} ({len(module_files())} files)")
    there = "" if folder.resolve() == Path.cwd() else f"`cd {shlex.quote(str(folder))}`, "
    outer = next((each for each in folder.resolve().parents if (each / ".git").exists()), None)
    if outer and not (folder / ".git").exists():
        spec = folder.resolve().relative_to(outer) / "spec.yaml"
        talk(
            f"{folder} lies in the repository {outer}, and GitHub reads workflows in its root alone: "
            f"`tfgen ci github {shlex.quote(spec.as_posix())}` writes them there, and what was written here may go"
        )
    talk(
        f"next: {there}edit spec.yaml, then `tfgen validate` and `tfgen plan -o build --emulated`; "
        "`make committed` writes what the pipeline wants to find"
    )
