"""The folder of a spec with a state for each region: written, compared, changed to one state and back."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.component.test_cli import run
from tests.specs import EXAMPLES
from tests.unit.stack.test_root import parted
from tfgen.render.foreign import foreign_files, foreign_in
from tfgen.render.tree import configuration
from tfgen.render.write import compare, write

ROOTS = {
    "global",
    "data-eu-west-1",
    "data-eu-central-1",
    "data-us-west-2",
    "eu-west-1",
    "eu-central-1",
    "us-west-2",
}


def project(tmp_path: Path, **changes: object) -> Path:
    """keyvalue without its site, with a state for each region unless it is said otherwise."""
    spec = yaml.safe_load((EXAMPLES / "keyvalue/spec.yaml").read_text("utf-8"))
    del spec["site"]
    path = tmp_path / "spec.yaml"
    path.write_text(yaml.safe_dump({**spec, "state": {"layout": "per-region"}, **changes}, sort_keys=False))
    shutil.copytree(EXAMPLES / "keyvalue/src", tmp_path / "src", dirs_exist_ok=True)
    return path


def test_it_is_written_and_compared_and_standard_output_takes_none(tmp_path: Path) -> None:
    spec, out = project(tmp_path), tmp_path / "out"
    assert run("render", spec, "-o", out).returncode == 0
    mains = {path.parent.name for path in out.glob("*/main.tf")}
    assert mains == ROOTS and not (out / "main.tf").exists()
    assert {path.parents[2].name for path in out.rglob("*.zip")} == {
        each for each in ROOTS if each.count("-") == 2 and not each.startswith("data")
    }
    assert run("render", spec, "-o", out, "--check").returncode == 0
    told = run("render", spec)
    assert (told.returncode, told.stdout) == (2, "") and "each state has one" in told.stderr

    assert run("render", project(tmp_path, state={"layout": "single"}), "-o", out).returncode == 0
    assert (out / "main.tf").exists() and not list(out.glob("*/main.tf")), "what the other layout had goes"
    assert run("render", project(tmp_path), "-o", out).returncode == 0
    assert not (out / "main.tf").exists() and foreign_in(out) == []


def test_what_others_put_into_a_root_is_told(tmp_path: Path) -> None:
    files = {path: text.encode() for path, text in configuration(parted(), "spec.yaml").items()}
    assert write(tmp_path, files, compare(tmp_path, files)[0]) == []
    assert foreign_files(tmp_path, files) == foreign_in(tmp_path) == []
    for path in (
        "global/extra.tf",
        "us-west-2/x.auto.tfvars",
        "data-us-west-2/tests/a.tftest.hcl",
        "more.tf",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    told = foreign_files(tmp_path, files)
    assert [each.span.file.removeprefix(f"{tmp_path}/") for each in told if each.span] == [
        "data-us-west-2/tests/a.tftest.hcl",
        "global/extra.tf",
        "more.tf",
        "us-west-2/x.auto.tfvars",
    ]
    assert foreign_in(tmp_path) == told
