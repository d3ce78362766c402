"""The cases of tests/cases/hcl, and what is found in each as a golden file has it."""

from __future__ import annotations

from pathlib import Path

from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.syntax import check_syntax
from tfgen.diagnostics import Diagnostic, in_order

CASES = Path(__file__).parents[3] / "cases" / "hcl"
CHECKS = ("configuration", "syntax", "schema")
"""Their bad cases are folders of CASES; "good", "public" and tfgen's own modules have nothing to find."""


def main(case: Path) -> str:
    """What the one file of a case is called as a root."""
    return "main.tf.json" if case.name.endswith(".json") else "main.tf"


def tree(case: Path) -> dict[str, str]:
    """The files of a case: a folder, or one file that is a root by itself."""
    if case.is_file():
        return {main(case): case.read_text("utf-8")}
    found = sorted(path for path in case.rglob("*") if path.is_file() and "/." not in path.as_posix())
    return {path.relative_to(case).as_posix(): path.read_bytes().decode() for path in found}


def diagnostics(case: Path) -> list[Diagnostic]:
    """What the three checks say of a case."""
    configuration, found = parse(tree(case))
    return in_order([*found, *check_syntax(configuration), *check_schema(configuration)])


def line(case: Path, diagnostic: Diagnostic) -> str:
    """A diagnostic as the golden files have it."""
    span = diagnostic.span
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    if span is None:
        return f"{case.name} {diagnostic.code} {diagnostic.message}{hint}\n"
    file = "" if case.is_file() else f"/{span.file}"
    return f"{case.name}{file} {diagnostic.code} {span.line}:{span.column} {diagnostic.message}{hint}\n"


def bad_cases(check: str) -> list[Path]:
    """The bad cases of a check."""
    return sorted(path for path in (CASES / check).iterdir() if path.suffix != ".txt")


def public_cases() -> list[Path]:
    """Folders in the styles of public modules, in which there is nothing to find."""
    return sorted((CASES / "public").iterdir())


def told(check: str) -> str:
    """All that is found in the bad cases of a check."""
    return "".join(line(case, diagnostic) for case in bad_cases(check) for diagnostic in diagnostics(case))


def golden(check: str) -> Path:
    """The file that holds it."""
    return CASES / check / "expected.txt"


def write() -> None:
    """Writes every golden file anew."""
    for check in CHECKS:
        golden(check).write_text(told(check), "utf-8")
