"""How far a tree reaches, and what is not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tfgen.disk import is_within, read_file, tree_root


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git work tree with a folder two below it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/stacks/prod").mkdir(parents=True)
    (tmp_path / "repo/.git/config").write_text("a token")
    (tmp_path / "secret").write_text("a secret")
    return tmp_path / "repo"


def test_a_tree_is_the_work_tree_or_the_folder_alone(repository: Path) -> None:
    assert tree_root(repository / "stacks/prod") == repository
    assert tree_root(repository.parent) == repository.parent
    (repository / ".git/config").unlink()
    (repository / ".git").rmdir()
    assert tree_root(repository / "stacks/prod") == repository / "stacks/prod"
    (repository / ".git").write_text("gitdir: elsewhere")  # a work tree that was added, or a submodule
    assert tree_root(repository / "stacks/prod") == repository


def test_a_home_folder_in_git_is_no_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(repository))
    assert tree_root(repository / "stacks/prod") == repository / "stacks/prod"


def test_links_are_followed_and_gits_own_files_lie_outside(repository: Path) -> None:
    (repository / "inner").symlink_to("stacks/prod")
    (repository / "outer").symlink_to("..")
    (repository / "circle").symlink_to("circle")
    assert is_within(repository / "inner", repository)
    assert is_within(repository / "not-there", repository)
    for path in ("outer/secret", "stacks/../../secret", ".git/config", "a\0b"):
        assert not is_within(repository / path, repository), path
    with pytest.raises(OSError):
        read_file(repository / "circle", repository)


def test_what_is_no_regular_file_is_not_read(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    (repository / "outer").symlink_to("../secret")
    (repository / "device").symlink_to("/dev/zero")
    (repository / "large").write_bytes(b"x" * 11)
    for name in ("pipe", "outer", "device", "large", "stacks", "not-there"):
        with pytest.raises(OSError) as told:
            read_file(repository / name, repository, 10)
        assert "secret" not in str(told.value).replace(str(repository), "")
    assert read_file(repository / "large", repository, 11) == b"x" * 11
    with pytest.raises(OSError, match="no regular file"):
        read_file(Path("/dev/zero"))
