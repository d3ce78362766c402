"""What Terraform says of any spec, and of any text in one: one start of it looks at a whole sample."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.draws import sample
from tests.specs import dump, read
from tests.strategies import HOSTILE_TEXTS, specs, specs_of_5, texts
from tfgen.check.terraform import Terraform, initialise
from tfgen.render.hcl import attributes, literal
from tfgen.render.main_tf import render
from tfgen.render.tree import configuration

pytestmark = pytest.mark.terraform

_IMPORT = re.compile(r"^import \{$.*?^\}$", re.MULTILINE | re.DOTALL)

names = st.text(st.characters(max_codepoint=0x2FF), max_size=40) | st.sampled_from(HOSTILE_TEXTS).filter(
    str.isascii
)
"""Keys: a letter and a mark on it are one character where Terraform aligns, but AWS takes no marks in a tag's key."""

values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(texts, st.integers(), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=12,
)


def test_what_is_rendered_is_laid_out_as_terraform_does(
    terraform: Path, terraform_env: dict[str, str], tmp_path: Path
) -> None:
    for number, data in enumerate(sample(specs(), 40)):
        (tmp_path / f"spec{number}.tf").write_text(render(read(dump(data))[1], "spec.yaml"), "utf-8")
    for number, entries in enumerate(sample(st.dictionaries(names, values, min_size=1), 60)):
        (tmp_path / f"object{number}.tf").write_text(
            f"locals {{\n{attributes({'x': entries})}\n}}\n", "utf-8"
        )
    finished = Terraform(terraform, tmp_path, terraform_env).run("fmt", "-check", "-diff", "-no-color")
    assert (finished.status, finished.stdout, finished.stderr) == (0, "", "")


def test_terraform_validates_a_sample(terraform: Path, terraform_env: dict[str, str], tmp_path: Path) -> None:
    """Stacks as modules of one root, so that one init and one validate serve them all."""
    calls = []
    for number, data in enumerate(sample(specs_of_5(), 20)):
        for path, text in configuration(read(dump(data))[1], "spec.yaml").items():
            target = tmp_path / f"stack{number}" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_IMPORT.sub("", text), "utf-8")  # which stand in a root alone
        calls.append(f'module "stack{number}" {{\n  source = "./stack{number}"\n}}\n')
    (tmp_path / "main.tf").write_text("\n".join(calls), "utf-8")
    runner = Terraform(terraform, tmp_path, terraform_env)
    started = initialise(runner)
    assert started.status == 0, started.stderr
    found = json.loads(runner.run("validate", "-json").stdout)
    errors = [diagnostic for diagnostic in found["diagnostics"] if diagnostic["severity"] == "error"]
    assert errors == []


def test_any_text_arrives_in_terraform_as_that_text(
    terraform: Path, terraform_env: dict[str, str], tmp_path: Path
) -> None:
    pairs = sample(st.tuples(texts, texts), 150)
    entries = {f"{key}#{number}": value for number, (key, value) in enumerate(pairs)}
    (tmp_path / "main.tf").write_text(f"locals {{\n  x = {literal(entries, 2)}\n}}\n", "utf-8")
    told = subprocess.run(
        [str(terraform), "console"],
        input="base64encode(jsonencode(local.x))",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=terraform_env,
        check=True,
    )
    arrived = json.loads(base64.b64decode(json.loads(told.stdout)))
    assert arrived == {_nfc(key): _nfc(value) for key, value in entries.items()}


def _nfc(text: str) -> str:
    """Terraform normalises every string: https://developer.hashicorp.com/terraform/language/expressions/types"""
    return unicodedata.normalize("NFC", text)
