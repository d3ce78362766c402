"""What of a folder is read, and the copy of it in which tools run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tfgen.check.folder import MOST_BYTES, copied, named, read_folder
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.syntax import check_syntax
from tfgen.check.run import Options, Target, run

FILES = {
    "repo/live/prod/main.tf": (
        'module "a" {\n  source = "../../modules/a"\n}\nmodule "l" {\n  source = "./linked"\n}\n'
        'module "out" {\n  source = "../../../elsewhere"\n}\nmodule "none" {\n  source = "../none"\n}\n'
    ),
    "repo/live/prod/.hidden.tf": "not read",
    "repo/live/prod/.terraform/modules/x/main.tf": "not read",
    "repo/live/prod/.shared/main.tf": "locals {}",
    "repo/live/prod/files/a.tpl": "hello",
    "repo/live/prod/nested/x.tf.json": '{"module": {"s": {"source": "../.shared"}}}',
    "repo/live/prod/terraform.tfvars": "secret = 1",
    "repo/live/test/main.tf": "not called",
    "repo/modules/a/main.tofu": 'module "b" {\n  source="../b/"\n}\n',
    "repo/modules/a/start.sh": "#!/bin/sh",
    "repo/modules/b/override.tf": "locals {}",
    "repo/modules/linked/main.tf": "locals {}",
    "repo/shared.json": "{}",
    "elsewhere/main.tf": "outside of the repository",
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """FILES, and a link inside of the tree; the command runs in `live`."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "repo/live/prod/linked").symlink_to("../../modules/linked")
    (tmp_path / "repo/live/prod/gone.tf").symlink_to("nowhere")
    (tmp_path / "repo/modules/a/outer").symlink_to("../../../elsewhere")
    monkeypatch.chdir(tmp_path / "repo/live")
    return tmp_path / "repo"


def test_a_folder_is_read_with_what_it_calls_in_its_tree(repository: Path) -> None:
    assert list(read_folder(Path("prod"), repository)[0]) == [
        "../modules/a/main.tofu",
        "../modules/b/override.tf",
        "prod/.shared/main.tf",
        "prod/linked/main.tf",
        "prod/main.tf",
        "prod/nested/x.tf.json",
    ]
    assert "../modules/a/main.tofu" not in read_folder(Path("prod"), repository / "live")[0]


@pytest.mark.parametrize("cwd", [".", "live", "live/prod", "modules", "modules/a", ".."])
def test_calls_find_their_modules_from_wherever_it_runs(
    repository: Path, monkeypatch: pytest.MonkeyPatch, cwd: str
) -> None:
    monkeypatch.chdir(repository / cwd)
    for folder in (repository / "live/prod", Path(os.path.relpath(repository / "live/prod"))):
        files, _ = read_folder(folder, repository)
        configuration, _ = parse(files)
        told = [(it.code, it.message) for it in check_syntax(configuration, named(folder))]
        assert [code for code, _ in told] == ["TFG307", "TFG307"], told


@pytest.mark.parametrize("skipped", ["", "terraform"])
def test_a_module_that_leads_out_of_the_tree_is_told_once(repository: Path, skipped: str) -> None:
    """And one that is not there is not said to lead out."""
    (repository / "modules/a/main.tofu").rename(repository / "modules/a/main.tf")
    files, _ = read_folder(Path("prod"), repository)
    target = Target(files, root="prod", tree=repository)
    checks = frozenset({"syntax", "terraform"} - {skipped})
    out, none = run(target, Options(checks, use_cache=False))
    assert out.code == ("TFG307" if skipped else "TFG324")
    assert "leads out of the tree" in out.message
    assert out.hint and "--trust" in out.hint and "git work tree" in out.hint
    assert (none.code, none.message) == ("TFG307", "`none` has no Terraform files")


def test_a_copy_lies_as_the_folder_does_and_has_what_lies_beside(repository: Path, tmp_path: Path) -> None:
    files, _ = read_folder(Path("prod"), repository)
    root = copied(files, "prod", repository, tmp_path / "copy")
    assert root == tmp_path / "copy/live/prod"
    for path in files:
        assert (root.parent / path).read_text() == files[path]
    assert (root / "files/a.tpl").read_text() == "hello"
    assert (root / "../../modules/a/start.sh").read_text() == "#!/bin/sh"
    assert (root / "../../shared.json").exists()
    for path in ("prod/terraform.tfvars", "prod/.terraform", "prod/.hidden.tf", "../modules/a/outer"):
        assert not (root.parent / path).exists(), path


def test_what_was_rendered_in_memory_is_copied_alone(tmp_path: Path) -> None:
    root = copied({"main.tf": "a", "modules/x/main.tf": "b"}, ".", None, tmp_path / "copy")
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*.tf")) == [
        "main.tf",
        "modules/x/main.tf",
    ]


def test_more_terraform_than_anybody_writes_is_not_read(tmp_path: Path) -> None:
    for name in ("a.tf", "b.tf"):
        (tmp_path / name).write_text("#" * (MOST_BYTES // 2 + 1))
    files, unread = read_folder(tmp_path, tmp_path)
    assert len(files) == 1
    assert [each.code for each in unread] == ["TFG328"]
    assert len(read_folder(tmp_path, tmp_path, sys.maxsize)[0]) == 2
