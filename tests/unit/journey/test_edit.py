"""Edits of a spec in place: only what is meant changes, and all else stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import dump
from tests.strategies import specs
from tfgen.journey.coming import add
from tfgen.journey.edit import Edit, edited
from tfgen.journey.going import remove
from tfgen.journey.moving import move_home
from tfgen.journey.step import Step
from tfgen.journey.text import NotEditableError
from tfgen.spec.source import parse
from tfgen.stack.resolve import build
from tfgen.stack.stack import Stack

HOME, EAST, WEST = "eu-west-1", "us-east-1", "us-west-2"
_NEW = "ap-south-2"


def _json(spec: dict[str, Any], indent: int | None = None) -> str:
    """JSON as YAML reads it: with escapes of what is no printable character, and no other."""
    written = json.dumps(spec, indent=indent, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == "\n" else f"\\U{ord(c):08x}" for c in written)


def _commented(text: str) -> str:
    """A comment behind each line that says something in a word, and one in a line of its own."""
    ends = re.compile(r"[a-z0-9:{}-]+$")
    return "".join(
        f"{line}  # ä {number}\n# own\n"
        if len(line) < 40 and ends.search(line) and '"' not in line and "'" not in line
        else f"{line}\n"
        for number, line in enumerate(text.splitlines())
    )


LAYOUTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "blocks": dump,
    "flow": lambda spec: yaml.safe_dump(spec, sort_keys=False, default_flow_style=True, allow_unicode=True),
    "inner flow": lambda spec: yaml.safe_dump(spec, sort_keys=False, default_flow_style=None, width=40),
    "wide": lambda spec: yaml.safe_dump(spec, sort_keys=False, default_flow_style=None, width=4000),
    "indented": lambda spec: yaml.dump(spec, sort_keys=False, indent=6, Dumper=yaml.SafeDumper),
    "json": lambda spec: _json(spec),
    "json in lines": lambda spec: _json(spec, indent=2),
    "commented": lambda spec: _commented(dump(spec)),
    "windows": lambda spec: dump(spec).replace("\n", "\r\n"),
    "no last break": lambda spec: dump(spec).rstrip("\n"),
}


def _stack(text: str) -> Stack:
    source, found = parse(text, "")
    assert source and not found, found
    stack, found = build(source)
    assert stack, found
    return stack


WAYS = {"add": add, "remove": remove, "move-home": move_home}


@draws(2, shrink=False)
@given(
    specs(most_functions=1),
    st.sampled_from(sorted(LAYOUTS)),
    st.sampled_from(sorted(WAYS)),
    st.integers(0, 9),
)
def test_steps_of_any_spec_change_what_is_meant_alone(spec: Any, layout: str, way: str, number: int) -> None:
    """`edited` holds the data against what was meant; here its bytes are held against those before."""
    text = LAYOUTS[layout](json.loads(json.dumps(spec)))  # without aliases of what is the same object
    stack = _stack(text)
    known = [*(region.name for region in stack.holding), *stack.retiring, _NEW]
    step = WAYS[way](stack, known[number % len(known)])
    if not isinstance(step, Step):
        return
    for edit in step.edits:
        before, text = text, edited(text, "", [edit])
        _stays(before, text, edit)


def _stays(before: str, after: str, edit: Edit) -> None:
    if edit.how == "first":
        assert sorted(before.rstrip()) == sorted(after.rstrip())
        return
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    shorter, longer = sorted((before, after), key=len)
    behind = len(shorter) - start
    assert longer[len(longer) - behind :] == shorter[start:], (edit, before, after)
    assert len(longer) - len(shorter) < 120


ENVIRONMENTS = """\
tfgen: 1
service: shop
regions: [eu-west-1, us-east-1]   # all of them
routing: {drained: [us-east-1]}
domain: api.example.com
functions:
  get: {code: src, handler: get.main, runtime: python3.13, http: GET /health}
environments:
  staging:
    domain: staging.example.com
  prod:
    regions:      # those of users
      us-west-2:
      # the new one
    routing:
      drained:
      - eu-west-1
""".replace("us-west-2:\n", "us-west-2: {}\n")


@pytest.mark.parametrize(
    ("environment", "edit", "old", "new"),
    [
        ("staging", Edit("add", ("regions",), WEST), "staging.example.com\n", "staging.example.com\n    regions: [eu-west-1, us-east-1, us-west-2]\n"),
        ("staging", Edit("drop", ("routing", "drained"), EAST), "staging.example.com\n", "staging.example.com\n    routing: {drained: []}\n"),
        ("staging", Edit("first", ("regions",), EAST), "staging.example.com\n", "staging.example.com\n    regions: [us-east-1, eu-west-1]\n"),
        ("staging", Edit("put", ("home_was",), HOME), "staging.example.com\n", "staging.example.com\n    home_was: eu-west-1\n"),
        ("prod", Edit("add", ("regions",), "sa-east-1"), "us-west-2: {}\n", "us-west-2: {}\n      sa-east-1: {}\n"),
        ("prod", Edit("drop", ("regions",), WEST), "us-west-2: {}\n", ""),
        ("prod", Edit("drop", ("regions",), EAST), "us-west-2: {}\n", "us-west-2: {}\n      us-east-1: null\n"),
        ("prod", Edit("add", ("routing", "drained"), WEST), "- eu-west-1\n", "- eu-west-1\n      - us-west-2\n"),
        ("prod", Edit("drop", ("routing", "drained"), HOME), "drained:\n      - eu-west-1\n", "drained: []\n"),
    ],
)  # fmt: skip
def test_an_environment_is_edited_and_no_other(environment: str, edit: Edit, old: str, new: str) -> None:
    before = ENVIRONMENTS
    if new == "":  # of the only region of its own, an empty mapping is left
        old, new = (
            "regions:      # those of users\n      us-west-2: {}\n",
            "regions: {}      # those of users\n",
        )
    assert edited(before, environment, [edit]) == before.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "regions: &all [eu-west-1, us-east-1]\nretiring: *all\n",
        "regions: &all\n- eu-west-1\nretiring: *all\n",
        "? regions\n: - eu-west-1\n",
        "regions: eu-west-1\n",
    ],
)
def test_what_would_change_more_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditableError):
        edited(text, "", [Edit("add", ("regions",), WEST)])


def test_lines_keep_their_comments() -> None:
    text = "regions:\n# ours\n- eu-west-1   # home\n-   us-east-1 # customers\n# last\nservice: a # name"
    assert edited(text, "", [Edit("first", ("regions",), EAST)]) == (
        "regions:\n# ours\n-   us-east-1 # customers\n- eu-west-1   # home\n# last\nservice: a # name"
    )
    assert edited(text, "", [Edit("drop", ("regions",), EAST)]) == text.replace(
        "-   us-east-1 # customers\n", ""
    )
    assert edited(
        text, "", [Edit("put", ("frozen",), {"until": "2027-01-04", "reason": "it's: so"})]
    ) == text.replace("# last", 'frozen: {until: 2027-01-04, reason: "it\'s: so"}\n# last')
    flow = "{regions: [\n  eu-west-1, # home\n  us-east-1 # customers\n], service: a}\n"
    assert (
        edited(flow, "", [Edit("drop", ("regions",), EAST)])
        == "{regions: [\n  eu-west-1, # home\n], service: a}\n"
    )
