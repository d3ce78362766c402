"""What `tfgen ci` finds where it writes."""

from __future__ import annotations

from pathlib import Path

from tests.unit.pipeline import golden
from tfgen.diagnostics import Diagnostic, Severity, has_errors
from tfgen.pipeline.engines import Engine
from tfgen.pipeline.write import Change, compare, write

FILE = ".github/workflows/tfgen-drift.yaml"


def _compare(folder: Path, name: str = "environments") -> tuple[list[Change], list[Diagnostic]]:
    return compare(folder, Engine.github, golden.raw(name, Engine.github))


def _written(folder: Path) -> Path:
    changes, found = _compare(folder)
    assert not found
    assert not write(folder, changes)
    return folder / FILE


def test_it_is_written_once(tmp_path: Path) -> None:
    _written(tmp_path)
    assert _compare(tmp_path) == ([], [])


def test_what_was_edited_is_kept_beside(tmp_path: Path) -> None:
    file = _written(tmp_path)
    was = file.read_text()
    file.write_text(was.replace("ubuntu-24.04", "mine"))
    changes, (told,) = _compare(tmp_path)
    assert (told.code, told.severity) == ("TFG363", Severity.WARNING)
    write(tmp_path, changes)
    assert file.read_text() == was
    assert "mine" in file.with_name("tfgen-drift.yaml.orig").read_text()


def test_digests_that_dependabot_brought_stay_and_are_no_edit(tmp_path: Path) -> None:
    file = _written(tmp_path)
    newer = f"actions/checkout@{'a' * 40} # v9.1.0"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(f"      - uses: {newer}\n" if "checkout@" in line else line for line in lines))
    assert _compare(tmp_path) == ([], [])
    changes, found = _compare(tmp_path, "plain")
    assert not [each for each in found if each.code == "TFG363"]
    (drift,) = (each for each in changes if each.path == FILE)
    assert newer in str(drift.new)


def test_what_is_somebody_elses_is_refused(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text("name: mine\n")
    _, (told,) = _compare(tmp_path)
    assert told.code == "TFG362"
    assert has_errors([told])


def test_settings_of_dependabot_of_ones_own_stay(tmp_path: Path) -> None:
    file = tmp_path / ".github/dependabot.yml"
    file.parent.mkdir(parents=True)
    file.write_text("version: 2\n")
    changes, (told,) = _compare(tmp_path)
    assert told.severity is Severity.NOTE
    assert ".github/dependabot.yml" not in {each.path for each in changes}


def test_an_environment_that_is_no_more_takes_its_files_along(tmp_path: Path) -> None:
    _written(tmp_path)
    own = tmp_path / ".github/workflows/tfgen-mine.yaml"
    own.write_text("name: mine\n")
    changes, _ = _compare(tmp_path, "plain")
    gone = {each.path for each in changes if each.new is None}
    workflows = {f".github/workflows/tfgen-apply-{name}.yaml" for name in ("staging", "prod")}
    assert gone == workflows | {"pipeline/prod/main.tf", "pipeline/staging/main.tf"}
    write(tmp_path, changes)
    assert own.exists()
    write(tmp_path, _compare(tmp_path)[0])
    assert _compare(tmp_path) == ([], []), "put back"


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / ".github").symlink_to(tmp_path.parent)
    _, found = _compare(tmp_path)
    assert {each.code for each in found} == {"TFG131"}
