"""What README.md and docs/ say is run, read and followed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.component.docs.markdown import DOCS, Block, anchors, blocks, blocks_of, links
from tests.component.docs.running import MAKE, check, needs_tools, runnable
from tests.specs import ROOT, example
from tfgen.cli.commands import COMMANDS
from tfgen.spec.source import parse
from tfgen.stack.resolve import build


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all blocks: a check of the same files runs once."""
    return tmp_path_factory.mktemp("docs-cache")


@pytest.mark.parametrize("block", [block for block in runnable() if not needs_tools(block)], ids=str)
def test_a_block_runs_and_tells_what_the_page_shows(block: Block, tmp_path: Path, cache: Path) -> None:
    check(block, tmp_path, cache)


@pytest.mark.parametrize("block", [block for block in blocks("sh") if MAKE.search(block.text)], ids=str)
def test_make_has_the_targets_that_a_block_names(block: Block) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(block.text.splitlines()) == {f"make {name}" for name in MAKE.findall(block.text)}
    assert set(MAKE.findall(block.text)) <= targets


def test_the_demo_ends_by_saying_how_to_play() -> None:
    recipe = subprocess.run(
        ["make", "-n", "--no-print-directory", "demo"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    command, spec = re.findall(r"tfgen (play) (\S+)'$", recipe[-1])[0]
    assert command in COMMANDS
    assert (ROOT / spec).is_file()


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_yaml_is_a_spec_without_mistakes_or_says_what_it_is(block: Block) -> None:
    """A `# fragment` is laid over examples/hello; a block that starts with a file's name is of another language."""
    first = block.text.splitlines()[0]
    if re.match(r"# \S+\.ya?ml$", first):
        assert yaml.safe_load(block.text)
        return
    text = block.text
    if first == "# fragment":
        text = yaml.safe_dump({**example("hello"), **yaml.safe_load(text)}, sort_keys=False)
    source, diagnostics = parse(text, "spec.yaml")
    assert source is not None, diagnostics
    assert build(source)[1] == []


def test_the_readme_starts_with_the_smallest_example() -> None:
    first = next(blocks_of(ROOT / "README.md"))
    assert first.text == (ROOT / "examples/hello/spec.yaml").read_text("utf-8")


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path):
        name, _, anchor = target.partition("#")
        page = (path.parent / name).resolve() if name else path
        assert page.exists(), f"{target}: no such file"
        assert page.is_relative_to(ROOT)
        assert not anchor or anchor in anchors(page), f"{target}: no such heading"


def test_every_variable_of_the_environment_is_documented() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "tfgen").rglob("*.py"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"TFGEN_[A-Z_]+\b", code)) == set(re.findall(r"`(TFGEN_[A-Z_]+)`", readme))


def test_every_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(COMMANDS) == set(re.findall(r"^\| `tfgen (\w+)", readme, re.MULTILINE))
