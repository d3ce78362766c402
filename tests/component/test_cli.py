"""The commands as a user runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml

import tfgen
from tests.specs import EXAMPLE_NAMES, EXAMPLES, ROOT
from tfgen.render.template import compiled

HELLO = EXAMPLES / "hello/spec.yaml"


def run(
    *arguments: str | Path, cwd: Path = ROOT, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs tfgen in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tfgen", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
    )


def test_render_writes_main_tf_to_standard_output() -> None:
    told = run("render", HELLO)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (EXAMPLES / "hello/terraform/main.tf").read_text("utf-8")


def test_render_reads_standard_input() -> None:
    told = run("render", "-", stdin=HELLO.read_text("utf-8"))
    assert told.returncode == 0
    assert told.stdout.splitlines()[1:] == run("render", HELLO).stdout.splitlines()[1:]


def test_render_check_shows_what_is_stale(tmp_path: Path) -> None:
    assert run("render", HELLO, "-o", tmp_path).returncode == 0
    assert run("render", HELLO, "-o", tmp_path, "--check").returncode == 0
    main = tmp_path / "main.tf"
    main.write_text(main.read_text("utf-8").replace("hello.example.com", "other.example.com"))
    told = run("render", HELLO, "-o", tmp_path, "--check")
    assert told.returncode == 1
    assert '-  domain  = "other.example.com"\n+  domain  = "hello.example.com"\n' in told.stdout
    assert "warning[TFG170]" in told.stderr
    assert "other" in main.read_text("utf-8"), "--check writes nothing"
    again = run("render", HELLO, "-o", tmp_path)
    assert again.returncode == 0
    assert "warning[TFG170]" in again.stderr and "main.tf.orig" in again.stderr
    assert "other" in (tmp_path / "main.tf.orig").read_text("utf-8"), "no edit is lost"


def test_a_lock_file_that_is_too_old_is_told_with_its_line(tmp_path: Path) -> None:
    text = HELLO.read_text("utf-8").replace("python3.13", "python3.14")
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    shutil.copytree(HELLO.parent / "src", tmp_path / "src")
    lock = 'provider "registry.example.org/hashicorp/aws" {\n  version = "5.100.0"\n}\n'
    for folder in (tmp_path, tmp_path / "out"):
        folder.mkdir(exist_ok=True)
        (folder / ".terraform.lock.hcl").write_text(lock, "utf-8")
    told = run("validate", "spec.yaml", "--only", "schema", cwd=tmp_path)
    assert told.returncode == 0
    place = '.terraform.lock.hcl:2:3\n  |\n2 |   version = "5.100.0"\n'
    assert "warning[TFG319]" in told.stdout and f" --> {place}" in told.stdout
    assert "TFG319" not in run("validate", "spec.yaml", "--only", "spec", cwd=tmp_path).stdout
    for check in ((), ("--check",)):
        told = run("render", "spec.yaml", "-o", "out", *check, cwd=tmp_path)
        assert f" --> out/{place}" in told.stderr


def test_render_of_a_mistaken_spec_writes_nothing(tmp_path: Path) -> None:
    told = run("render", "-", "-o", tmp_path / "out", stdin="tfgen: 1\n")
    assert (told.returncode, told.stdout) == (1, "")
    assert "error[TFG106]" in told.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_same_mistakes_are_told_of_a_rendered_folder(name: str) -> None:
    told = run("validate", EXAMPLES / name / "terraform", "--only", "syntax,schema", "--format", "json")
    found = {each["code"] for each in json.loads(told.stdout)["diagnostics"]}
    unknown_types = {"TFG316"} if name == "shop" else set()  # of its own modules
    assert (told.returncode, found) == (0, unknown_types)


def test_a_mistake_in_a_rendered_folder_has_a_place(tmp_path: Path) -> None:
    run("render", HELLO, "-o", tmp_path / "build/x")
    main = tmp_path / "build/x/main.tf"
    main.write_text(main.read_text("utf-8").replace("validation_method", "validation_methd"))
    for folder, cwd, file in (
        ("build/x", tmp_path, "build/x/main.tf"),
        (main.parent, tmp_path, "build/x/main.tf"),
        ("../../build/./x/", main.parent, "main.tf"),
        (main.parent, ROOT, str(main)),
    ):
        told = run("validate", folder, "--only", "schema", "--format", "json", cwd=cwd)
        assert told.returncode == 1
        found = json.loads(told.stdout)["diagnostics"]
        assert {(item["code"], item["span"]["file"]) for item in found} == {("TFG311", file)}


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "junit"])
def test_findings_are_told_in_every_format(format_: str) -> None:
    told = run("validate", "-", "--only", "spec", "--format", format_, stdin="tfgen: 2\n")
    assert told.returncode == 1
    assert "TFG109" in told.stdout
    assert told.stderr == ""


def test_a_missing_tool_is_named_and_can_be_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TFGEN_CHECKOV", "no-such-checkov")
    monkeypatch.setenv("TFGEN_TERRAFORM", "no-such-terraform")
    told = run("validate", HELLO)
    assert told.returncode == 0
    assert "warning[TFG902]" in told.stdout and "warning[TFG901]" in told.stdout
    required = run("validate", HELLO, "--require", "checkov,terraform")
    assert required.returncode == 2
    assert "error[TFG902]" in required.stdout and "error[TFG901]" in required.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("validate", HELLO, "--only", "speck"), "'speck' is none of them"),
        (("validate", "no-such.yaml"), "No such file or directory"),
        (("render", ROOT / "examples"), "Is a directory"),
        (("render", HELLO, "--check"), "give it with -o"),
        (("render", HELLO, EXAMPLES / "keyvalue/spec.yaml"), "standard output takes one main.tf"),
        (("render", HELLO, EXAMPLES / "keyvalue/spec.yaml", "-o", "one"), "would both be written to one"),
        (("render", HELLO, "-o", EXAMPLES / "hello/src/tf"), "would be packed into the zips"),
        (("validate", ROOT / "docs"), "holds no .tf files"),
        (("validate", "examples/hello/terraform/main.tf"), "`tfgen validate examples/hello/terraform`"),
        (("render", HELLO, "-o", "README.md"), "README.md is a file, and -o takes a folder"),
        (("package", HELLO, "-o", "README.md/x"), "README.md is a file, and -o takes a folder"),
        (("explain", "TFG999"), "no finding has the code"),
        (("no-such-command",), "No such command"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(arguments: tuple[str, ...], words: str) -> None:
    told = run(*arguments)
    assert told.returncode == 2
    assert words in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", [("plan", HELLO, "-o", "build", "--emulated"), ("rehearse", HELLO)])
def test_a_terraform_that_is_named_and_not_there_is_told_so(command: tuple[str | Path, ...]) -> None:
    told = run(*command, TFGEN_TERRAFORM="/nope")
    assert told.returncode == 2
    assert "TFGEN_TERRAFORM names `/nope`, which is no program" in told.stderr


def test_package_writes_the_zips_that_render_writes(tmp_path: Path) -> None:
    assert run("package", HELLO, "-o", tmp_path).returncode == 0
    made = tmp_path / "src/python3.13-arm64.zip"
    assert made.read_bytes() == (EXAMPLES / "hello/terraform/packages/src/python3.13-arm64.zip").read_bytes()
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == ["hello.py"]


def test_init_writes_a_project_that_validates_and_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    made = run("init", folder)
    assert made.returncode == 0
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert "modules/region/function.tf" in there
    assert {path for path in there if not path.startswith("modules/")} == {
        ".github/actions/tfgen/action.yaml",
        ".github/dependabot.yml",
        ".github/workflows/tfgen-apply-shop.yaml",
        ".github/workflows/tfgen-apply.yaml",
        ".github/workflows/tfgen-comment.yaml",
        ".github/workflows/tfgen-drift.yaml",
        ".github/workflows/tfgen-review.yaml",
        ".gitignore",
        ".tfgen.json",
        "Makefile",
        "pipeline/main.tf",
        "spec.schema.json",
        "spec.yaml",
        "src/hello.py",
    }
    assert "next: `cd " in made.stderr
    told = run("validate", "--skip", "checkov,terraform", cwd=folder)
    assert (told.returncode, told.stdout) == (0, "")
    assert run("ci", "github", "--check", cwd=folder).returncode == 0, "the same pipeline"
    spec = (folder / "spec.yaml").read_text("utf-8")
    first, *_ = spec.splitlines()
    named = first.removeprefix("# yaml-language-server: $schema=")
    jsonschema.validate(yaml.safe_load(spec), json.loads((folder / named).read_text("utf-8")))
    assert yaml.safe_load(spec)["service"] == "shop"
    assert yaml.safe_load(spec)["domain"] == "shop.example.com"
    (folder / "src/hello.py").unlink()
    (folder / "spec.yaml").write_text("mine\n")
    again = run("init", folder)
    assert again.returncode == 1 and again.stderr.count("error[TFG132]") == 1
    assert (folder / "spec.yaml").read_text() == "mine\n"
    assert not (folder / "src/hello.py").exists(), "all of it or none"


def test_init_goes_on_in_a_new_repository(tmp_path: Path) -> None:
    own = {".gitignore": "*.log\n", "README.md": "mine\n", "LICENSE": "MIT\n", ".git/config": ""}
    for path, text in own.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    made = run("init", tmp_path)
    assert made.returncode == 0, made.stderr
    assert (
        f"kept {tmp_path / '.gitignore'}, which is yours; git is to ignore /build/, .terraform/"
        in made.stderr
    )
    assert (tmp_path / "spec.yaml").exists()
    assert {path: (tmp_path / path).read_text() for path in own} == own
    assert run("init", tmp_path).returncode == 1, "a project that stands is no new one"


def test_init_within_a_repository_says_where_workflows_are_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    made = run("init", "services/shop", cwd=tmp_path)
    assert made.returncode == 0 and "`tfgen ci github services/shop/spec.yaml`" in made.stderr
    alone = tmp_path / "other"
    (alone / ".git").mkdir(parents=True)
    assert "root alone" not in run("init", ".", cwd=alone).stderr


def test_a_folder_is_no_spec_and_the_spec_in_it_is_named(tmp_path: Path) -> None:
    told = run("cost", tmp_path)
    assert told.returncode == 2 and f"name the spec in it, such as {tmp_path / 'spec.yaml'}" in told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a="], "found 'a='"),
        (["=b.json"], "found '=b.json'"),
        (["a=one.json", "a=two.json"], "two plans are called 'a'"),
    ],
)
def test_states_of_plans_are_named_once(words: list[str], said: str) -> None:
    told = run("review", *words)
    assert (told.returncode, told.stdout) == (2, "") and said in told.stderr and "NAME=FILE" in told.stderr


@pytest.mark.parametrize("roots", [("",), ("/global", "/eu-west-1")])
def test_make_locks_the_providers_of_each_root(tmp_path: Path, roots: tuple[str, ...]) -> None:
    shutil.copy(ROOT / "tfgen/scaffold/files/Makefile", tmp_path)
    for name in ("tfgen", "terraform"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$(basename "$0") $1"\n')
        (tmp_path / name).chmod(0o755)
    there = tmp_path / "committed"
    for root in roots:
        (there / root.removeprefix("/")).mkdir(parents=True)
        (there / root.removeprefix("/") / "main.tf").touch()
    told = subprocess.run(
        ["make", "-s", "committed", "COMMITTED=committed"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    locked = [line for line in told.stdout.splitlines() if line.startswith("terraform ")]
    assert told.returncode == 0 and set(locked) == {f"terraform -chdir=committed{root}" for root in roots}


def test_a_code_is_explained_however_it_is_written() -> None:
    told = run("explain", "tfg104")
    assert told.returncode == 0
    assert told.stdout.startswith("TFG104: unknown key (error)\n\nFinds a key ")


def test_the_schema_accepts_the_examples_and_refuses_mistakes() -> None:
    schema = json.loads(run("schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for name in EXAMPLE_NAMES:
        spec = yaml.safe_load((EXAMPLES / name / "spec.yaml").read_text("utf-8"))
        validator.validate(spec)
        spec["functions"][next(iter(spec["functions"]))]["timeuot"] = 3
        assert not validator.is_valid(spec)


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"tfgen {tfgen.__version__}\n"


def test_completion_can_be_installed() -> None:
    """It asks which shell started it: here one does, whatever started the tests."""
    command = f"{sys.executable} -m tfgen --show-completion; exit $?"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert "_TFGEN_COMPLETE" in told.stdout, told.stderr


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    command = f"{sys.executable} -m tfgen schema | head -c 10"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert told.stderr == ""


@pytest.mark.slow
def test_the_wheel_carries_all_that_rendering_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    assert {path.name for path, _ in compiled()} <= {path.name for path in tmp_path.rglob("*.j2-*.py")}
    told = run("render", HELLO, "-o", tmp_path / "out", cwd=tmp_path, PYTHONPATH=str(tmp_path / "installed"))
    assert told.returncode == 0, told.stderr
    rendered = {
        path.relative_to(tmp_path / "out"): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    golden = EXAMPLES / "hello/terraform"
    assert rendered == {
        path.relative_to(golden): path.read_bytes() for path in golden.rglob("*") if path.is_file()
    }
