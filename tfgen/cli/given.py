"""What stands in for values from outside, and the inputs that Terraform is given."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tfgen.cli.ending import stop
from tfgen.cli.reading import is_stdin, read_bytes

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.stack.given_file import Given
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack


def told_inputs(stack: Stack) -> dict[str, str]:
    """The inputs that the environment says, by name, as Terraform takes them."""
    found = {name: os.environ.get(f"TF_VAR_{name}") for name in stack.inputs}
    return {name: value for name, value in found.items() if value is not None}


def variables(inputs: Mapping[str, str]) -> dict[str, str]:
    """Inputs as variables of the environment."""
    return {f"TF_VAR_{name}": value for name, value in inputs.items()}


def stand_ins(loaded: Readable) -> tuple[Given, dict[str, str]]:
    """What stands in for values from outside, and all inputs; the end of the run where something lacks."""
    given, inputs, found, sources = tried_stand_ins(loaded)
    if found:
        stop(found, sources)
    return given, inputs


def tried_stand_ins(loaded: Readable) -> tuple[Given, dict[str, str], list[Diagnostic], dict[str, str]]:
    """The same, with what lacks and the text that it is told of."""
    from tfgen.plan.lacking import not_given
    from tfgen.stack.given_file import Given, read

    if not needs(loaded.stack):
        return Given(), {}, [], {}
    told = told_inputs(loaded.stack)
    name, text = _file(loaded)
    given, found = read(text, name) if text else (Given(), [])
    if found:
        return given, {}, found, {name: text}
    lacking = not_given(loaded.stack, loaded.source, given, told)
    if lacking:
        return given, {}, lacking, loaded.sources
    inputs = {each: given.value(loaded.stack, each, told.get(each)) or "" for each in loaded.stack.inputs}
    return given, inputs, [], {}


def needs(stack: Stack) -> bool:
    """Whether a stack has inputs, reads from elsewhere, or asks authorizers whose code alone knows whom they let in."""
    from tfgen.stack.kinds.authorizer import AUTHORIZER, OwnAuthorizer
    from tfgen.stack.references import elsewhere

    is_asked = any(isinstance(each, OwnAuthorizer) for each in stack.all(AUTHORIZER).values())
    return bool(is_asked or stack.inputs or elsewhere(stack))


def _file(loaded: Readable) -> tuple[str, str]:
    """The file's name and text; no text where there is none."""
    from tfgen.spec.codes import UNREADABLE
    from tfgen.spec.source import decode
    from tfgen.stack.given_file import FILE

    path = loaded.project / FILE
    if is_stdin(loaded) or not path.exists():
        return FILE, ""
    try:
        text, found = decode(read_bytes(str(path)), str(path))
    except OSError as error:
        stop([UNREADABLE(f"{path}: {error.strerror or error}")], {})
    if found:
        stop(found, {str(path): text})
    return str(path), text
