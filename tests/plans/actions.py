"""What Terraform does to resources, in every way that it has: with `terraform_data`, which needs no provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.plans.kept import Plan
from tests.plans.terraform import Here

_ONE = 'resource "terraform_data" "a" {\n  input = "one"\n}\n'
_TWO = _ONE.replace('"one"', '"two"')


def _replaced(triggers: str, more: str = "") -> str:
    return f'resource "terraform_data" "a" {{\n  triggers_replace = "{triggers}"\n{more}}}\n'


def _each(*keys: str) -> str:
    told = ", ".join(f'"{key}"' for key in keys)
    return f'resource "terraform_data" "a" {{\n  for_each = toset([{told}])\n  input = each.key\n}}\n'


def _output(text: str) -> str:
    return f'output "address" {{\n  value = "{text}"\n}}\n'


_CREATED_FIRST = "  lifecycle {\n    create_before_destroy = true\n  }\n"
_TRIGGERED = """\
resource "terraform_data" "b" {
  lifecycle {
    replace_triggered_by = [terraform_data.a]
  }
}
"""
_CHECK = """\
check "health" {
  assert {
    condition     = terraform_data.a.input == "two"
    error_message = "the service does not answer"
  }
}
"""
_REFUSED = """\
resource "terraform_data" "b" {
  lifecycle {
    precondition {
      condition     = terraform_data.a.input == "none"
      error_message = "there is no capacity left"
    }
  }
}
"""
_SENSITIVE = """\
variable "password" {
  default   = "%s"
  sensitive = true
}
resource "terraform_data" "a" {
  input = { user = "app", password = var.password }
}
output "password" {
  value     = var.password
  sensitive = true
}
"""
_UNKNOWN = """\
resource "terraform_data" "b" {
  input = { of = terraform_data.a.id, name = "b" }
}
"""
_READ = """\
data "terraform_remote_state" "other" {
  backend    = "local"
  config     = { path = "${path.module}/terraform.tfstate" }
  depends_on = [terraform_data.a]
}
"""
_EPHEMERAL = """\
variable "token" {
  default   = "not kept"
  ephemeral = true
}
"""
_MOVED = "moved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}\n"
_REMOVED = "removed {\n  from = terraform_data.a\n\n  lifecycle {\n    destroy = false\n  }\n}\n"
_IMPORTED = 'import {\n  to = terraform_data.a\n  id = "11111111-2222-3333-4444-555555555555"\n}\n'
_HOSTILE = _each(
    "@everyone look",
    "`|`<b>bold</b>",
    "](https://evil.example/) #1",
    "\\u202egnp.exe",
    "::error::x",
    "</details>",
)


class Case(NamedTuple):
    """What stands, what is planned, and how."""

    before: str
    after: str
    plan: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """A command between the two."""
    fails: bool = False
    """Whether the plan does."""


CASES = {
    "nothing-changes": Case(_ONE, _ONE),
    "created": Case("", _ONE),
    "updated": Case(_ONE, _TWO),
    "replaced": Case(_replaced("1"), _replaced("2")),
    "replaced-created-first": Case(_replaced("1", _CREATED_FIRST), _replaced("2", _CREATED_FIRST)),
    "replaced-by-request": Case(_ONE, _ONE, ("-replace=terraform_data.a",)),
    "replaced-tainted": Case(_ONE, _ONE, first=("taint", "terraform_data.a")),
    "replaced-by-trigger": Case(_ONE + _TRIGGERED, _TWO + _TRIGGERED),
    "destroyed": Case(_ONE, ""),
    "destroyed-all": Case(_ONE + _TRIGGERED, _ONE + _TRIGGERED, ("-destroy",)),
    "destroyed-by-count": Case(
        _ONE.replace("{", "{\n  count = 3", 1), _ONE.replace("{", "{\n  count = 1", 1)
    ),
    "destroyed-by-key": Case(_each("eu-west-1", "us-east-1"), _each("eu-west-1")),
    "moved": Case(_ONE, _ONE.replace('"a"', '"b"') + _MOVED),
    "moved-and-updated": Case(_ONE, _TWO.replace('"a"', '"b"') + _MOVED),
    "moved-to-a-key": Case(
        _ONE,
        _each("one", "new") + _MOVED.replace("to   = terraform_data.b", 'to   = terraform_data.a["one"]'),
    ),
    "forgotten": Case(_ONE, _REMOVED),
    "imported": Case("", 'resource "terraform_data" "a" {}\n' + _IMPORTED),
    "imported-and-updated": Case("", _ONE + _IMPORTED),
    "sensitive": Case(_SENSITIVE % "hunter2", _SENSITIVE % "correct horse"),
    "unknown": Case("", _ONE + _UNKNOWN),
    "outputs-only": Case(_ONE + _output("old.example.com"), _ONE + _output("new.example.com")),
    "check-fails": Case(_ONE, _ONE + _CHECK),
    "errored": Case(_ONE, _TWO + _REFUSED, fails=True),
    "targeted": Case("", _ONE + _UNKNOWN, ("-target=terraform_data.a",)),
    "refresh-only": Case(_ONE, _TWO, ("-refresh-only",)),
    "read-after-apply": Case("", _ONE + _READ),
    "ephemeral-variable": Case("", _ONE + _EPHEMERAL),
    "hostile-keys": Case("", _HOSTILE),
}


def record(at: Here) -> Iterator[tuple[str, Plan]]:
    """Every case, one after another in the same folder."""
    for name, case in CASES.items():
        at.write(case.before)
        at.apply()
        if case.first:
            at.run(*case.first)
        at.write(case.after)
        yield name, at.plan(*case.plan, fails=case.fails)
        at.write("")
        at.apply()
