"""What of a folder goes with a plan, and what is refused because Terraform would run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.diagnostics import Diagnostic
from tfgen.plan.kept import Kept, kept, kept_for_emulator, locked
from tfgen.stack.stack import Stack

AWS = 'provider["registry.terraform.io/hashicorp/aws"]'
LOCK = """\
# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
    "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
    "zh:00",
  ]
}
"""
LOCAL = stack_of(example("hello"))
BUCKET = stack_of({**example("hello"), "state": {"bucket": "acme", "region": "eu-west-1"}})


EVIL = "provider['example.com/evil/tool']"


def _state(*providers: str, **more: Any) -> str:
    return json.dumps({"version": 4, "resources": [{"provider": name} for name in providers], **more})


def _record(kind: str, **config: str) -> str:
    return json.dumps({"version": 3, "backend": {"type": kind, "config": config}})


def _kept(folder: Path, files: dict[str, str], stack: Stack = LOCAL, lock: str = "") -> Kept | Diagnostic:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return kept(folder, stack, lock)


def test_of_a_lock_file_the_aws_provider_counts() -> None:
    evil = 'provider "example.com/evil/aws" {\n  version = "1.0.0"\n  hashes = [\n    "h1:x",\n  ]\n}\n'
    assert locked(LOCK + evil) == LOCK
    assert locked(evil + LOCK) == LOCK
    assert locked(evil) == locked("") == ""
    assert locked(LOCK.replace("5.100.0", '${file("/etc/passwd")}')) == ""
    assert (
        locked('provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.1.0"\n}\n').count("6.1.0")
        == 1
    )


def test_without_an_account_nobody_vouches_for_a_provider() -> None:
    text = kept_for_emulator(LOCK).files[".terraform.lock.hcl"].decode()
    assert '"5.100.0"' in text
    assert "hashes" not in text, "Terraform takes no empty list"
    assert kept_for_emulator("").files == {}


def test_a_state_and_a_workspace_go_along(tmp_path: Path) -> None:
    text = _state(AWS, f"module.eu_west_1.{AWS}.eu_west_1", 'provider["terraform.io/builtin/terraform"]')
    assert _kept(tmp_path, {"terraform.tfstate": text}, LOCAL, LOCK) == Kept(
        {".terraform.lock.hcl": LOCK.encode(), "terraform.tfstate": text.encode()}
    )
    files = {".terraform/environment": "blue", "terraform.tfstate.d/blue/terraform.tfstate": text}
    found = _kept(tmp_path, files)
    assert found == Kept({path: content.encode() for path, content in files.items()})
    assert _kept(tmp_path, {".terraform/environment": "default\n"}) == Kept(
        {"terraform.tfstate": text.encode()}
    )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"terraform.tfstate": _state(AWS, 'provider["registry.terraform.io/evil/aws"]')}, "evil/aws"),
        ({"terraform.tfstate": _state(AWS.replace("hashicorp/aws", "hashicorp/external"))}, "external"),
        ({"terraform.tfstate": _state(f"{AWS} ", AWS)}, "another provider"),
        ({"terraform.tfstate": _state(version=3)}, "no state"),
        ({"terraform.tfstate": "[" * 100_000}, "no state"),
        ({"terraform.tfstate": "{}"}, "no state"),
        ({"terraform.tfstate": _state(AWS, Resources=[{"provider": EVIL}])}, "no state"),
        ({"terraform.tfstate": _state(AWS, Resources=[{"provider": EVIL}]).replace("Resources", "re\\u017fources")}, "no state"),
        ({"terraform.tfstate": _state(AWS, Version=3, modules=[])}, "no state"),
        ({"terraform.tfstate": _state(AWS).replace('"provider"', f'"Provider": "{EVIL}", "provider"')}, "no state"),
        ({"terraform.tfstate": _state(AWS).replace('"provider"', f'"provider": "{EVIL}", "provider"')}, "no state"),
        ({"terraform.tfstate": _state(EVIL, encrypted_data="x")}, "no state"),
        ({".terraform/environment": "../../x"}, "no workspace"),
        ({".terraform/terraform.tfstate": _record("s3", bucket="acme", key="x")}, "'s3'"),
        ({".terraform/terraform.tfstate": _record("http", address="https://example.com")}, "'http'"),
    ],
)  # fmt: skip
def test_what_terraform_would_run_or_lose_is_refused(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    found = _kept(tmp_path, files)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG329"
    assert said in found.message


@pytest.mark.parametrize(
    ("record", "is_same"),
    [
        (_record("s3", bucket="acme", key="hello/terraform.tfstate"), True),
        (_record("s3", bucket="acme", key="y/terraform.tfstate"), False),
        (_record("s3", bucket="other", key="hello/terraform.tfstate"), False),
        (_record("local"), False),
        ('{"version": 3, "backend": null}', True),
    ],
)
def test_a_state_that_was_kept_elsewhere_is_moved_first(tmp_path: Path, record: str, is_same: bool) -> None:
    found = _kept(tmp_path, {".terraform/terraform.tfstate": record}, BUCKET)
    assert isinstance(found, Kept) is is_same
    assert is_same or "-migrate-state" in str(found)


def test_links_out_of_the_tree_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "secret").write_text(_state())
    (tmp_path / "out/terraform.tfstate").symlink_to("../secret")
    assert isinstance(kept(tmp_path / "out", LOCAL, ""), Diagnostic)
