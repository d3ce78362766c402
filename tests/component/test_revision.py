"""Specs of a git revision, with the folders that they name: nothing is checked out, nothing hostile is followed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES
from tfgen.cli.revision import base_of, is_new, spec_at
from tfgen.stack.loaded import Broken, Loaded, Readable

_WITH_ENVIRONMENTS = """
tfgen: 1
service: shop
regions: [eu-west-1]
environments: {staging: {}, prod: {regions: [us-east-1]}}
tables: {orders: {key: {id: S}}}
"""

_ODD = b"\0\xff\r\n$Id$\n"


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _commit(folder: Path, message: str = "x") -> str:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", message)
    return _git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a spec in a folder, and its code."""
    root = tmp_path / "repo"
    shutil.copytree(EXAMPLES / "hello", root / "service", ignore=shutil.ignore_patterns("terraform"))
    _git(root, "init", "-q", "-b", "main")
    _commit(root)
    return root


def _told(loaded: Loaded | None) -> str:
    assert isinstance(loaded, Broken)
    return " ".join(f"{each.code} {each.message} {each.hint or ''}" for each in loaded.diagnostics)


def test_the_code_is_the_revisions_byte_for_byte(repository: Path, tmp_path: Path) -> None:
    spec, code = repository / "service/spec.yaml", repository / "service/src/odd.bin"
    code.write_bytes(_ODD)
    code.chmod(0o755)
    _commit(repository)
    (repository / ".gitattributes").write_text("* ident eol=crlf filter=evil\n*.py export-ignore\n")
    _git(repository, "config", "filter.evil.smudge", f"touch {tmp_path}/ran; cat")
    _git(repository, "add", ".gitattributes")
    _git(repository, "commit", "-q", "-m", "attributes")
    shutil.rmtree(repository / "service/src")
    (tmp_path / "then").mkdir()
    found = spec_at(spec, "main", None, tmp_path / "then")
    assert isinstance(found, Readable)
    assert found.project == tmp_path / "then"
    assert (found.project / "src/hello.py").is_file()
    assert (found.project / "src/odd.bin").read_bytes() == _ODD
    assert os.access(found.project / "src/odd.bin", os.X_OK)
    assert not (tmp_path / "ran").exists()
    assert not (repository / "service/src").exists(), "nothing is checked out"


@pytest.mark.parametrize(
    "revision", ["--upload-pack=touch ran", "-h", "no-such", "a\0b", "HEAD:service", "^HEAD", ""]
)
def test_a_revision_that_is_none(repository: Path, revision: str) -> None:
    spec = repository / "service/spec.yaml"
    assert _told(spec_at(spec, revision)).startswith("TFG906 ")
    base = base_of(spec, revision)
    assert base.loaded is None
    assert [each.code for each in base.told] == ["TFG906"]


def test_a_spec_of_a_revision_that_is_too_large_is_not_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tfgen.process.objects.contents", lambda *_: pytest.fail("read"))
    spec = repository / "service/spec.yaml"
    spec.write_bytes(b"#" * 2**21 + b"\n")
    _commit(repository)
    assert "has more than 2,097,152 bytes" in _told(spec_at(spec, "HEAD"))


def test_no_repository(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "hello/spec.yaml", tmp_path)
    assert "not a git repository" in _told(spec_at(tmp_path / "spec.yaml", "HEAD"))


def test_a_shallow_clone_is_told_to_fetch_more(repository: Path, tmp_path: Path) -> None:
    (repository / "more").touch()
    _commit(repository)
    _git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", "clone")
    told = _told(spec_at(tmp_path / "clone/service/spec.yaml", "HEAD~1"))
    assert "fetch-depth: 0" in told


def test_a_spec_that_is_new(repository: Path) -> None:
    new = repository / "service/new.yaml"
    new.write_text("service: another\nregions: [eu-west-1]\n")
    found = spec_at(new, "main")
    assert is_new(found)
    assert base_of(new, "main").loaded is None
    assert [each.code for each in base_of(new, "main").told] == ["TFG264"]


def test_a_spec_that_was_renamed(repository: Path) -> None:
    (repository / "api").mkdir()
    _git(repository, "mv", "service/spec.yaml", "api/service.yaml")
    base = base_of(repository / "api/service.yaml", "main")
    assert isinstance(base.loaded, Readable)
    assert [each.code for each in base.told] == ["TFG264"]
    assert "service/spec.yaml" in base.told[0].message
    (repository / "service/spec.yaml").write_text("service: other\n")
    assert is_new(spec_at(repository / "api/service.yaml", "main")), "a copy is another spec"


def test_environments(repository: Path) -> None:
    spec = repository / "service/spec.yaml"
    spec.write_text(_WITH_ENVIRONMENTS)
    _commit(repository)
    prod = spec_at(spec, "main", "prod")
    assert isinstance(prod, Readable)
    assert [region.name for region in prod.stack.regions] == ["us-east-1"]
    assert is_new(spec_at(spec, "main", "test"))
    as_it_was = spec_at(spec, "main~1", "prod")
    assert isinstance(as_it_was, Readable), "of a spec without environments, all of it"


def test_a_mistaken_spec_says_what_is_wrong_with_it(repository: Path) -> None:
    spec = repository / "service/spec.yaml"
    spec.write_text("service: [\n")
    _commit(repository)
    base = base_of(spec, "main")
    assert isinstance(base.loaded, Broken)
    assert [each.code for each in base.told] == ["TFG264"]
    assert "TFG101" in base.told[0].message


def test_what_the_base_got_meanwhile_is_no_change(repository: Path) -> None:
    spec = repository / "service/spec.yaml"
    _git(repository, "checkout", "-q", "-b", "change")
    (repository / "own").touch()
    _commit(repository)
    _git(repository, "checkout", "-q", "main")
    text = spec.read_text()
    spec.write_text(text.replace("service: hello", "service: other"))
    assert spec.read_text() != text
    _commit(repository)
    _git(repository, "checkout", "-q", "change")
    parted, tip = base_of(spec, "main").loaded, spec_at(spec, "main")
    assert isinstance(parted, Readable)
    assert isinstance(tip, Readable)
    assert (parted.stack.service, tip.stack.service) == ("hello", "other")


def _linked_spec(root: Path) -> None:
    (root / "service/real.yaml").write_text((root / "service/spec.yaml").read_text())
    (root / "service/spec.yaml").unlink()
    (root / "service/spec.yaml").symlink_to("/etc/passwd")


def _linked_code(root: Path) -> None:
    (root / "service/src/led").symlink_to("/etc")


def _linked_folder(root: Path) -> None:
    shutil.rmtree(root / "service/src")
    (root / "service/src").symlink_to("/etc")


def _submodule(root: Path) -> None:
    other = root.parent / "other"
    other.mkdir()
    _git(other, "init", "-q")
    (other / "x").touch()
    _commit(other)
    _git(root, "submodule", "--quiet", "add", str(other), "service/src/sub")


@pytest.mark.parametrize("hostile", [_linked_spec, _linked_code, _linked_folder, _submodule])
def test_links_and_submodules_are_not_followed(repository: Path, tmp_path: Path, hostile: object) -> None:
    assert callable(hostile)
    spec = repository / "service/spec.yaml"
    text = spec.read_bytes()
    hostile(repository)
    _commit(repository)
    spec.unlink(missing_ok=True)
    spec.write_bytes(text)
    (tmp_path / "then").mkdir()
    assert "not followed" in _told(spec_at(spec, "main", None, tmp_path / "then"))
    assert list((tmp_path / "then").rglob("*")) == []


def test_validate_tells_what_a_change_takes_away(repository: Path) -> None:
    spec = repository / "service/spec.yaml"
    spec.write_text(_WITH_ENVIRONMENTS)
    _commit(repository)
    spec.write_text(_WITH_ENVIRONMENTS.replace("staging: {}, ", "").replace("id: S", "other: S"))
    told = run("validate", spec, "--only", "spec", "--base", "main", "-f", "json")
    found = {each["code"]: each for each in json.loads(told.stdout)["diagnostics"]}
    assert set(found) == {"TFG269", "TFG275"}
    assert found["TFG269"]["span"]["line"] == 6
    assert told.returncode == 1
    assert run("validate", spec, "--only", "spec", "--base", "main", "--env", "prod").returncode == 1
    same = run("validate", spec, "--only", "spec", "--base", "HEAD~1")
    assert same.returncode == 1, "the service has another name by its environment"


def test_validate_and_a_base_that_is_none(repository: Path, tmp_path: Path) -> None:
    spec = repository / "service/spec.yaml"
    for words in (
        (spec, "--base=--upload-pack=x"),
        (spec, "--base", "nope"),
        ("-", "--base", "main"),
        (repository, "--base", "main"),
    ):
        told = run("validate", *words, "--only", "spec", stdin=spec.read_text())
        assert told.returncode == 2, told
        assert "Traceback" not in told.stderr


_EXCEPTION = "ignore: [{code: TFG269, at: tables.orders, reason: empty, until: 2099-01-31}]\n"


def test_a_change_grants_itself_no_exception(repository: Path) -> None:
    spec = repository / "service/spec.yaml"
    before = _WITH_ENVIRONMENTS.replace("environments: {staging: {}, prod: {regions: [us-east-1]}}\n", "")
    after = before.replace("id: S", "other: S")
    spec.write_text(before)
    _commit(repository)
    check = ("validate", spec, "--only", "spec", "--base", "main")
    spec.write_text(after + _EXCEPTION)
    told = run(*check)
    assert told.returncode == 1
    assert "TFG269" in told.stdout and "TFG460" in told.stdout
    spec.write_text(before + _EXCEPTION)
    told = run(*check)
    assert (told.returncode, told.stdout) == (0, ""), "it waits for its change"
    _commit(repository)
    for change in (after + _EXCEPTION, after):
        spec.write_text(change)
        told = run(*check)
        assert (told.returncode, told.stdout) == (0, ""), told.stdout
        assert "1 ignored" in told.stderr
    spec.write_text(after.replace("orders:", "orders: {key: {id: N}}, invoices:"))
    assert "TFG265" in run(*check).stdout, "another finding"
