"""What a repository says of itself starts nothing, and its links lead no command elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES
from tfgen.cli.revision import spec_at
from tfgen.process import git
from tfgen.stack.loaded import Broken

_COMMIT = "1234567890" * 4


def _bare(folder: Path, settings: str, ref: str = "") -> None:
    """A folder, as a commit may hold it, that git takes for a repository."""
    for name in ("objects/x", "refs/heads/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / "refs/heads/x").unlink()
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    if ref:
        (folder / "refs/heads/main").write_text(f"{ref}\n")
    (folder / "config").write_text(settings)


@pytest.mark.parametrize("is_embedded", [True, False], ids=["embedded", "in .git"])
def test_a_monitor_of_the_repository_is_not_started(tmp_path: Path, is_embedded: bool) -> None:
    settings = f'[core]\nrepositoryformatversion = 0\nworktree = {tmp_path}\nfsmonitor = "touch {tmp_path}/ran; false"\n'
    _bare(tmp_path if is_embedded else tmp_path / ".git", settings)
    subprocess.run(["git", "ls-files"], cwd=tmp_path, capture_output=True, check=False)
    assert (tmp_path / "ran").exists(), "git itself starts it"
    (tmp_path / "ran").unlink()
    git(tmp_path, "ls-files", seconds=20)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("is_embedded", [True, False], ids=["embedded", "in .git"])
def test_what_is_missing_is_not_fetched(tmp_path: Path, is_embedded: bool) -> None:
    settings = (
        "[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\n[protocol]\nallow = always\n"
        f'[remote "origin"]\npromisor = true\nurl = "ext::sh -c touch% {tmp_path}/ran"\n[protocol "ext"]\nallow = always\n'
    )
    _bare(tmp_path if is_embedded else tmp_path / ".git", settings, _COMMIT)
    subprocess.run(["git", "cat-file", "-e", "main"], cwd=tmp_path, capture_output=True, check=False)
    assert (tmp_path / "ran").exists(), "git itself fetches it"
    (tmp_path / "ran").unlink()
    (tmp_path / "spec.yaml").touch()
    assert isinstance(spec_at(tmp_path / "spec.yaml", "main"), Broken)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "command", ["validate out", "render spec.yaml -o out", "package spec.yaml -o out/zips"]
)
def test_a_link_of_the_repository_leads_no_command_out_of_it(tmp_path: Path, command: str) -> None:
    shutil.copytree(EXAMPLES / "hello", tmp_path / "repo", ignore=shutil.ignore_patterns("terraform"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/main.tf").write_text("not = theirs")
    (tmp_path / "repo/out").symlink_to("../elsewhere")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "repo", check=True)
    subprocess.run(["git", "add", "out"], cwd=tmp_path / "repo", check=True)
    told = run(*command.split(), cwd=tmp_path / "repo")
    assert told.returncode == 2
    assert "out is a link of the repository that leads out of it" in told.stderr
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["main.tf"]


@pytest.mark.parametrize("name", ["out", "s/out"], ids=["a link", "a link in a bare repository"])
@pytest.mark.parametrize(
    "command",
    [
        "cost spec.yaml -f json -o {}/bill.json",
        "usage init spec.yaml -o {}/usage.yaml",
        "validate {}/theirs.yaml",
        "init {}",
        "render spec.yaml -o {}/deeper",
    ],
)
def test_a_link_on_the_way_leads_nothing_out(tmp_path: Path, command: str, name: str) -> None:
    repository = tmp_path / "repo"
    shutil.copytree(EXAMPLES / "hello", repository, ignore=shutil.ignore_patterns("terraform"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/theirs.yaml").write_text("SECRET: theirs")
    _bare(repository / "s", "")
    for kept in ("objects/x", "refs/keep"):
        (repository / "s" / kept).touch()
    (repository / name).symlink_to("../elsewhere" if name == "out" else "../../elsewhere")
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    told = run(*command.format(name).split(), cwd=repository)
    assert told.returncode != 0
    assert "link of the repository" in told.stderr
    assert "SECRET" not in told.stderr + told.stdout
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["theirs.yaml"]


def test_what_is_written_follows_no_link_out_of_its_tree(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo/bill.json").symlink_to("../mine")
    told = run("cost", EXAMPLES / "hello/spec.yaml", "-o", tmp_path / "repo/bill.json")
    assert told.returncode != 0
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_new_project_follows_no_link_and_waits_for_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/src").symlink_to("../elsewhere")
    assert run("init", tmp_path / "new").returncode != 0
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (tmp_path / "new/src").unlink()
    (tmp_path / "new/src").mkdir()
    os.mkfifo(tmp_path / "new/src/hello.py")
    assert run("init", tmp_path / "new").returncode != 0


def test_git_sees_no_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    told = git(tmp_path, "-c", "alias.told=!env", "told", seconds=20)
    assert "PATH=" in told.stdout
    assert "GITHUB_TOKEN" not in told.stdout


def test_git_is_not_looked_for_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("", "bin"):
        program = tmp_path / folder / "git"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"bin::.:{os.environ['PATH']}")
    git(tmp_path, "version", seconds=20)
    assert not (tmp_path / "ran").exists()
