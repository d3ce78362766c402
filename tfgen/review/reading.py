"""Bytes to a plan, or to what they are instead and what to do about it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.review.applied import is_record, of_record
from tfgen.review.codes import NO_PLAN, OTHER_VERSION
from tfgen.review.document import Document, decoded
from tfgen.review.result import Review
from tfgen.review.stored import is_review, restored

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of a plan's JSON; one of 30 regions with 100 functions each has a tenth of it."""
IS_FILE = b"PK\x03\x04"
"""What a plan file begins with: it is a zip. Source: https://developer.hashicorp.com/terraform/internals/v1.3.x/archive"""

_IS_GZIP = b"\x1f\x8b"
"""Source: https://www.rfc-editor.org/rfc/rfc1952, section 2.3.1"""

_SHOW = "`terraform show -json tfplan > plan.json`"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_KINDS = {"resource_changes", "planned_values", "configuration", "output_changes", "format_version"}


def read(data: bytes, file: str, name: str) -> Document | Review | Diagnostic:
    """The plan that the JSON of a file holds, or the review. `name` is that of the plan's state."""
    text = text_of(data, file)
    return text if isinstance(text, Diagnostic) else parsed(text, file, name)


def text_of(data: bytes, file: str) -> str | Diagnostic:
    """The characters of a file. PowerShell's `>` writes UTF-16 with a mark at the beginning."""
    if data.startswith(_IS_GZIP):
        return NO_PLAN(f"{file} is packed by gzip", hint=f"unpack it; or make it with {_SHOW}")
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return NO_PLAN(f"{file} is no text", hint=f"make it with {_SHOW}")


def parsed(text: str, file: str, name: str) -> Document | Review | Diagnostic:
    """What `read` gives, of a file's characters."""
    try:
        found = decoded(text)
    except (ValueError, RecursionError) as error:
        why = _instead(text) or f"its JSON cannot be read, {error}"
        return NO_PLAN(f"{file} is no plan: {why}", hint=_hint(text))
    if is_review(found):
        return restored(found, file)
    if is_record(found):
        return of_record(found, file)
    return _wrong(found, file) or Document(name, _checked(found))


def _wrong(found: Mapping[str, Any], file: str) -> Diagnostic | None:
    version = found.get("format_version")
    if "@level" in found or "@message" in found:
        return NO_PLAN(f"{file} holds {_EVENTS}", hint=_hint('{"@level"'))
    if "lineage" in found and "serial" in found:
        return NO_PLAN(
            f"{file} is a state, not a plan", hint=f"plan first: `terraform plan -out=tfplan`, then {_SHOW}"
        )
    if not isinstance(version, str):
        return NO_PLAN(
            f"{file} is JSON, and no plan: it has no `format_version`", hint=f"make it with {_SHOW}"
        )
    if version.partition(".")[0] not in ("0", "1"):
        message = f"{file} is of format_version {version[:20]}, and this tfgen reads 0.x and 1.x"
        return OTHER_VERSION(message, hint="install a newer tfgen")
    if "values" in found and "resource_changes" not in found:
        hint = f"give `terraform show` the plan file: {_SHOW}"
        return NO_PLAN(f"{file} is what `terraform show -json` says of a state, not of a plan", hint=hint)
    if not found.keys() & (_KINDS - {"format_version"}) and "errored" not in found:
        message = f"{file} is an empty answer of `terraform show -json`: it was given no plan file"
        return NO_PLAN(message, hint=f"give `terraform show` the plan file: {_SHOW}")
    return _odd(found, file)


def _odd(found: Mapping[str, Any], file: str) -> Diagnostic | None:
    """What is to be said of a plan whose parts have not the form of such."""
    wrong = next((name for name, form in _PARTS.items() if not _holds(found.get(name), *form)), "")
    return (
        NO_PLAN(f"{file}: `{wrong}` has not the form of such", hint=f"make it with {_SHOW}")
        if wrong
        else None
    )


def _holds(value: Any, kind: type[Any], is_one: Callable[[Any], bool]) -> bool:
    if not isinstance(value, kind):
        return value is None
    each: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return all(map(is_one, each))


def _is_change(told: Any) -> bool:
    """Said without loops, because a plan has tens of thousands."""
    change = told.get("change") if isinstance(told, dict) else None
    if not isinstance(change, dict):
        return False
    actions, paths = change.get("actions"), change.get("replace_paths")
    return (
        isinstance(told.get("address"), str)
        and isinstance(told.get("type"), str)
        and isinstance(told.get("mode"), str)
        and isinstance(told.get("previous_address", ""), str)
        and isinstance(told.get("action_reason", ""), str)
        and isinstance(told.get("deposed", ""), str)
        and isinstance(change.get("before"), dict | None)
        and isinstance(change.get("after"), dict | None)
        and isinstance(actions, list)
        and (actions == ["no-op"] or (bool(actions) and all(isinstance(each, str) for each in actions)))
        and (
            paths is None
            or (isinstance(paths, list) and all(isinstance(each, list) and each for each in paths))
        )
    )


def _is_output(told: Any) -> bool:
    return isinstance(told, dict) and isinstance(told.get("actions"), list)


def _is_invocation(told: Any) -> bool:
    return isinstance(told, dict) and isinstance(told.get("address"), str)


_PARTS: Mapping[str, tuple[type[Any], Callable[[Any], bool]]] = {
    "resource_changes": (list, _is_change),
    "resource_drift": (list, _is_change),
    "output_changes": (dict, _is_output),
    "action_invocations": (list, _is_invocation),
}


def _checked(found: dict[str, Any]) -> dict[str, Any]:
    """The plan. What stays as it is has one value before and after, and not two that are equal."""
    for told in found.get("resource_changes") or ():
        change = told["change"]
        if change["actions"] == ["no-op"] and change.get("before") == change.get("after"):
            change["after"] = change.get("before")
    return found


_EVENTS = "the event lines of `terraform plan -json`, not the plan"


def _instead(text: str) -> str:
    """What a text is that is no JSON; empty if nobody knows."""
    begin = _ANSI.sub("", text[:4096]).lstrip("\ufeff \t\r\n")
    if not begin:
        return "it is empty"
    if begin.startswith("[command]"):
        return "the wrapper of hashicorp/setup-terraform wrote its command before the JSON"
    if begin.startswith('{"@level"'):
        return f"it holds {_EVENTS}"
    if begin[:1] == "<":
        return "it is a page in HTML or XML, such as the answer of a log-in"
    if (
        "Terraform will perform" in begin
        or "Terraform used the selected" in begin
        or "OpenTofu" in begin[:300]
    ):
        return "it is the plan as people read it"
    if "No changes." in begin[:300] or re.match(r"[╷│]|Error: ", begin):
        return "it is what Terraform says on a terminal"
    if begin.startswith("{") and _is_cut(text):
        return "its JSON is cut off"
    return ""


def _is_cut(text: str) -> bool:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated")
    except RecursionError:
        return False
    return False


def _hint(text: str) -> str:
    begin = _ANSI.sub("", text[:4096]).lstrip("\ufeff \t\r\n")
    if begin.startswith("[command]") or "::debug::" in begin:
        return f"set `terraform_wrapper: false` of hashicorp/setup-terraform, and make it with {_SHOW}"
    if begin.startswith('{"@level"'):
        return f"make the plan with `terraform plan -out=tfplan`, and the JSON of it with {_SHOW}"
    return f"make it with `terraform plan -out=tfplan`, and {_SHOW}"
