"""The spec that a command line leaves out, and several of them in one call."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES

QUICK = ("--only", "spec,rules,syntax,schema")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two services, and the first one's spec here as well."""
    for name in ("hello", "keyvalue"):
        (tmp_path / name).mkdir()
        shutil.copy(EXAMPLES / name / "spec.yaml", tmp_path / name)
        shutil.copytree(EXAMPLES / name / "src", tmp_path / name / "src")
    shutil.copytree(EXAMPLES / "keyvalue/web", tmp_path / "keyvalue/web")
    shutil.copy(EXAMPLES / "hello/spec.yaml", tmp_path)
    shutil.copytree(EXAMPLES / "hello/src", tmp_path / "src")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["render"], 'module "eu_west_1"'),
        (["validate", *QUICK], "no findings"),
        (["cost"], "hello.example.com"),
        (["usage", "init"], "hello"),
        (["package", "-o", "zips"], "zips/src/python3.13-arm64.zip"),
        (["render", "-o", "terraform"], "wrote"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "told",
)
def test_a_command_without_a_spec_takes_the_one_here(project: Path, words: list[str], told: str) -> None:
    done = run(*words, cwd=project)
    assert done.returncode == 0
    assert told in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["validate"], ["render"], ["cost"], ["plan", "-o", "x"], ["rehearse"]])
def test_where_there_is_none_the_way_to_start_is_told(tmp_path: Path, words: list[str]) -> None:
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error[TFG100]: spec.yaml: No such file or directory" in done.stderr
    assert "tfgen init" in done.stderr
    assert not list(tmp_path.iterdir())


def test_several_are_checked_and_told_by_name(project: Path) -> None:
    (project / "hello/spec.yaml").write_text((project / "spec.yaml").read_text() + "    timeuot: 3\n")
    done = run("validate", "keyvalue/spec.yaml", "hello/spec.yaml", *QUICK, cwd=project)
    assert done.returncode == 1
    assert "--> hello/spec.yaml:12:5" in done.stdout
    assert done.stderr.splitlines() == ["keyvalue/spec.yaml: 2 notes", "hello/spec.yaml: 1 error"]


def test_one_that_cannot_be_read_hides_no_other(project: Path) -> None:
    (project / "hello/spec.yaml").write_text("tfgen: 2\n")
    done = run("validate", "none.yaml", "hello/spec.yaml", "src", "-f", "json", *QUICK, cwd=project)
    assert done.returncode == 2
    assert {each["span"]["file"] for each in json.loads(done.stdout)["diagnostics"]} == {"hello/spec.yaml"}
    assert "none.yaml: No such file or directory" in done.stderr
    assert "src holds no .tf files" in done.stderr


def test_a_finding_without_a_place_names_its_spec(project: Path) -> None:
    main = (EXAMPLES / "hello/terraform/main.tf").read_text("utf-8")
    for name in ("a", "b"):
        (project / name).mkdir()
        (project / name / "main.tf").write_text(f"# {name}\n" + main.replace("validation_m", "validation_x"))
    done = run("validate", "a", "b", "--only", "schema", cwd=project)
    assert done.returncode == 1
    for name in ("a", "b"):
        assert f"error[TFG311]: {name}: " in done.stdout or f"--> {name}/main.tf" in done.stdout


def test_each_is_rendered_to_a_folder_of_its_own_and_compared(project: Path) -> None:
    words = ("render", "hello/spec.yaml", "keyvalue/spec.yaml", "-o", "{dir}/terraform")
    assert run(*words, cwd=project).returncode == 0
    assert run(*words, "--check", cwd=project).returncode == 0
    (project / "hello/terraform/main.tf").unlink()
    stale = run(*words, "--check", cwd=project)
    assert stale.returncode == 1
    assert "hello/terraform is stale" in stale.stderr
    assert "keyvalue/terraform is stale" not in stale.stderr
    (project / "hello/spec.yaml").write_text("tfgen: 2\n")
    (project / "keyvalue/terraform/main.tf").unlink()
    broken = run(*words, cwd=project)
    assert broken.returncode == 1
    assert "TFG109" in broken.stderr
    assert "keyvalue/terraform: wrote 1 of" in broken.stderr


def test_the_name_of_a_spec_tells_its_folder(project: Path) -> None:
    shutil.copy(project / "spec.yaml", project / "shop.yaml")
    assert run("render", "spec.yaml", "shop.yaml", "-o", "build/{name}", cwd=project).returncode == 0
    assert (project / "build/shop/main.tf").is_file()
    assert (project / "build/spec/main.tf").is_file()


def test_specs_that_share_a_domain_are_held_against_one_another(project: Path) -> None:
    hello = (project / "spec.yaml").read_text()
    shared = "domain: {existing: hello.example.com, path: orders}"
    for name, regions in (("orders", "[eu-west-1, us-east-1]"), ("carts", "[eu-west-1, us-west-2]")):
        text = hello.replace("domain: hello.example.com", shared)
        (project / f"{name}.yaml").write_text(text.replace("[eu-west-1, us-east-1]", regions))
    words = ("validate", "orders.yaml", "carts.yaml", "spec.yaml", *QUICK)
    done = run(*words, cwd=project)
    assert done.returncode == 1
    assert (
        "error[TFG193]: orders.yaml answers under hello.example.com/orders as well\n --> carts.yaml:3:9"
        in (done.stdout)
    )
    lacks = "carts.yaml answers under hello.example.com in us-west-2, where spec.yaml does not make it"
    assert f"error[TFG243]: {lacks}\n --> spec.yaml:4:1" in done.stdout
    assert run("validate", "orders.yaml", "spec.yaml", *QUICK, cwd=project).returncode == 0


def test_modules_at_an_address_take_a_domain(project: Path) -> None:
    (project / "spec.yaml").write_text((project / "spec.yaml").read_text().replace("domain:", "# domain:"))
    done = run("render", "spec.yaml", "--modules", "git::https://example.com/modules", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "takes a domain" in done.stderr
    assert run("render", "spec.yaml", cwd=project).returncode == 0
