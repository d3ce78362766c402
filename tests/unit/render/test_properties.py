"""What must hold for every spec."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.specs import ROOT, dump, read
from tests.strategies import Data, specs, texts
from tfgen.check.policy import check_rules
from tfgen.check.terraform import Terraform, initialise
from tfgen.render.hcl import attributes, literal
from tfgen.render.made import addresses
from tfgen.render.main_tf import render
from tfgen.render.tree import configuration

# A spec is large, and shrinking one takes minutes: a failure is told as it was found, and can be run again.
few = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    print_blob=True,
)
once = settings(few, max_examples=1)


def _main(data: Data) -> str:
    return render(read(dump(data))[1], "spec.yaml")


@few
@given(specs())
def test_a_spec_renders_what_parses_and_fits_the_schema(data: Data) -> None:
    from tfgen.check.hcl.parse import parse
    from tfgen.check.hcl.schema import check_schema
    from tfgen.check.hcl.syntax import check_syntax

    source, stack = read(dump(data))
    check_rules(stack, source)
    parsed, diagnostics = parse(configuration(stack, "spec.yaml"))
    assert [*diagnostics, *check_syntax(parsed), *check_schema(parsed)] == []


@few
@given(specs(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(data: Data, order: random.Random) -> None:
    assert _main(_shuffled(data, order)) == _main(data)


def _shuffled(value: Any, order: random.Random, path: tuple[str, ...] = ()) -> Any:
    """The same data with its keys in another order, but for what the order of keys says something: regions, keys."""
    if not isinstance(value, dict):
        return value
    names = list(value)
    if path != ("regions",) and path[-1:] != ("key",):
        order.shuffle(names)
    return {name: _shuffled(value[name], order, (*path, name)) for name in names}


@few
@given(specs())
def test_a_new_region_changes_no_address(data: Data) -> None:
    before = set(addresses(read(dump(data))[1]))
    more = {**data, "retiring": []}
    added = next(
        name
        for name in ("eu-west-3", "us-west-1", "sa-east-1", "ca-central-1", "eu-north-1", "ap-south-1")
        if name not in data["regions"]
    )
    if isinstance(data["regions"], dict):
        more["regions"] = {**data["regions"], added: {}}
    else:
        more["regions"] = [*data["regions"], added]
    for table in more.get("tables", {}).values():
        if isinstance(table.get("encryption"), dict):
            table["encryption"] = {**table["encryption"], added: f"arn:aws:kms:{added}:123456789012:key/0a1b"}
    assert before <= set(addresses(read(dump(more))[1]))


@pytest.mark.slow
@once
@given(st.lists(specs(), min_size=8, max_size=8))
def test_the_hash_seed_does_not_matter(many: list[Data]) -> None:
    script = (
        "import json, sys\n"
        "from tests.specs import stack_of\n"
        "from tfgen.render.main_tf import render\n"
        "print(json.dumps([render(stack_of(text), 'spec.yaml') for text in json.load(sys.stdin)]))\n"
    )
    told = json.dumps([dump(data) for data in many])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=told,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1


values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(texts, st.integers(), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=6),
    max_leaves=12,
)


@pytest.mark.terraform
@once
@given(
    st.lists(specs(), min_size=40, max_size=40),
    st.lists(st.dictionaries(texts, values, min_size=1), min_size=60, max_size=60),
)
def test_what_is_rendered_is_laid_out_as_terraform_does(
    terraform: Path,
    terraform_env: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    many: list[Data],
    objects: list[Data],
) -> None:
    folder = tmp_path_factory.mktemp("fmt")
    for number, data in enumerate(many):
        (folder / f"spec{number}.tf").write_text(_main(data), "utf-8")
    for number, entries in enumerate(objects):
        (folder / f"object{number}.tf").write_text(f"locals {{\n{attributes({'x': entries})}\n}}\n", "utf-8")
    finished = Terraform(terraform, folder, terraform_env).run("fmt", "-check", "-diff", "-no-color")
    assert (finished.status, finished.stdout, finished.stderr) == (0, "", "")


@pytest.mark.terraform
@pytest.mark.slow
@once
@given(st.lists(specs(), min_size=20, max_size=20))
def test_terraform_validates_a_sample(
    terraform: Path, terraform_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory, many: list[Data]
) -> None:
    """Twenty stacks as modules of one root, so that one init and one validate serve them all."""
    folder = tmp_path_factory.mktemp("validate")
    calls = []
    for number, data in enumerate(many):
        for path, text in configuration(read(dump(data))[1], "spec.yaml").items():
            target = folder / f"stack{number}" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        calls.append(f'module "stack{number}" {{\n  source = "./stack{number}"\n}}\n')
    (folder / "main.tf").write_text("\n".join(calls), "utf-8")
    runner = Terraform(terraform, folder, terraform_env)
    started = initialise(runner)
    assert started.status == 0, started.stderr
    found = json.loads(runner.run("validate", "-json").stdout)
    errors = [diagnostic for diagnostic in found["diagnostics"] if diagnostic["severity"] == "error"]
    assert errors == []


@pytest.mark.terraform
@once
@given(st.lists(st.tuples(texts, texts), min_size=150, max_size=150))
def test_any_text_arrives_in_terraform_as_that_text(
    terraform: Path,
    terraform_env: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    pairs: list[tuple[str, str]],
) -> None:
    entries = {f"{key}#{number}": value for number, (key, value) in enumerate(pairs)}
    folder = tmp_path_factory.mktemp("console")
    (folder / "main.tf").write_text(f"locals {{\n  x = {literal(entries, 2)}\n}}\n", "utf-8")
    command = [str(terraform), "console"]
    told = subprocess.run(
        command,
        input="jsonencode(local.x)",
        capture_output=True,
        text=True,
        cwd=folder,
        env=terraform_env,
        check=True,
    )
    arrived = json.loads(json.loads(told.stdout))
    assert arrived == {_nfc(key): _nfc(value) for key, value in entries.items()}


def _nfc(text: str) -> str:
    """Terraform normalises every string: https://developer.hashicorp.com/terraform/language/expressions/types"""
    return unicodedata.normalize("NFC", text)
