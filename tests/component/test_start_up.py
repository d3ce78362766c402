"""What commands load before they do anything."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tfgen
from tests.specs import EXAMPLES
from tfgen.cli.commands import COMMANDS

KEYVALUE = str(EXAMPLES / "keyvalue/spec.yaml")
HEAVY = {
    "boto3",
    "botocore",
    "moto",
    "hcl2",
    "lark",
    "rich",
    "checkov",
    "hypothesis",
    "dnslib",
    "werkzeug",
    "matplotlib",
    "numpy",
}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["render", KEYVALUE], ["cost", KEYVALUE], ["cost", KEYVALUE, "--curve"]],
    ids=" ".join,
)
def test_a_quick_command_loads_nothing_heavy(arguments: list[str]) -> None:
    assert not {name.split(".")[0] for name in _loaded(arguments)} & HEAVY


def test_a_command_loads_no_other() -> None:
    modules = {f"tfgen.cli.{where.split(':')[0]}" for where in COMMANDS.values()}
    assert set(_loaded(["render", KEYVALUE])) & modules == {"tfgen.cli.render"}


def test_what_starts_programs_is_loaded_for_what_starts_one() -> None:
    assert not {"subprocess", "tfgen.process"} & set(_loaded(["render", KEYVALUE]))


def test_typer_is_loaded_for_what_needs_it() -> None:
    assert "typer" not in _loaded(["render", KEYVALUE])
    assert "typer" in _loaded(["render", "--help"])


def _loaded(arguments: list[str]) -> list[str]:
    """The modules that a command has imported when it ends."""
    script = (
        "import json, sys\n"
        "from tfgen.cli import main\n"
        f"sys.argv = ['tfgen', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    names: list[str] = json.loads(told.stderr.splitlines()[-1])
    return names


def test_text_needs_no_parser() -> None:
    # -S: what a .pth file of the environment imports is not tfgen's doing
    program = f"""
import sys
sys.path.insert(0, {str(Path(tfgen.__file__).parents[1])!r})
import tfgen.output.formats, tfgen.output.text
print(*sorted({{"json", "xml", "hashlib", "urllib", "tfgen.output.sarif"}} & set(sys.modules)))
"""
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, check=True, text=True
    )
    assert result.stdout == "\n"
