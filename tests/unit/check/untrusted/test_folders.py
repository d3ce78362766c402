"""What a stranger's folder would have Terraform do is told before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import cases, plant
from tfgen.check.folder import read_folder
from tfgen.check.untrusted.check import check_untrusted
from tfgen.check.untrusted.sources import NOBODY, Trust
from tfgen.diagnostics import Diagnostic
from tfgen.disk import tree_root

CASES = cases("folders")
SECRET = "what nobody may see"


def _planted(folder: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a case, in a git work tree, beside which a secret lies."""
    (folder / "secret").write_text(SECRET)
    (folder / "repo/.git").mkdir(parents=True)
    (folder / "repo/.git/config").write_text(SECRET)
    (folder / "repo/stack").mkdir()
    monkeypatch.chdir(folder / "repo")
    plant(Path("stack"), CASES[case])
    return Path("stack")


def _told(folder: Path, trust: Trust = NOBODY) -> list[Diagnostic]:
    tree = tree_root(folder)
    files, unread = read_folder(folder, tree)
    return [*check_untrusted(files, folder.as_posix(), tree, trust), *unread]


@pytest.mark.parametrize("name", CASES)
def test_what_it_would_do_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = _told(_planted(tmp_path, name, monkeypatch))
    assert [each.code for each in told] == CASES[name]["codes"], told
    for each in told:
        assert each.span and each.span.file.startswith("stack/")
        assert each.hint and "--trust" in each.hint
        assert SECRET not in f"{each.message}{each.hint}"


def test_a_provider_may_be_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _planted(tmp_path, "another provider, by its resource", monkeypatch)
    for source in ("hashicorp/random", "random", "registry.terraform.io/hashicorp/random"):
        assert _told(folder, Trust(providers=frozenset({source}))) == []
    assert _told(folder, Trust(providers=frozenset({"evil.example.com/hashicorp/random"})))
