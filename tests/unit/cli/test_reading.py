"""What is read for a command, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tfgen.cli.reading import lock_file, read_bytes


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git work tree beside which a secret lies."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/a").mkdir()
    (tmp_path / "repo/spec.yaml").write_text("tfgen: 1")
    (tmp_path / "secret").write_text("a secret")
    return tmp_path / "repo"


def test_a_spec_may_be_a_link_within_the_tree_alone(repository: Path) -> None:
    (repository / "a/spec.yaml").symlink_to("../spec.yaml")
    assert read_bytes(str(repository / "a/spec.yaml")) == b"tfgen: 1"
    for name, target in (
        ("b.yaml", "../../secret"),
        ("c.yaml", "/proc/self/environ"),
        ("d.yaml", "../.git/x"),
    ):
        (repository / "a" / name).symlink_to(target)
        with pytest.raises(OSError, match="leads out of its tree"):
            read_bytes(str(repository / "a" / name))


def test_a_lock_file_that_leads_elsewhere_is_none(repository: Path) -> None:
    (repository / ".terraform.lock.hcl").symlink_to("../secret")
    assert lock_file(repository) == ""


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "spec.yaml")
    with pytest.raises(OSError, match="no regular file"):
        read_bytes(str(tmp_path / "spec.yaml"))
    given, giving = os.pipe()
    os.write(giving, b"tfgen: 1")
    os.close(giving)
    assert read_bytes(f"/dev/fd/{given}") == b"tfgen: 1", "but what the shell makes is read"
    os.close(given)
