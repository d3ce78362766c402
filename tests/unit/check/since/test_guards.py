"""Guards on two specs: what they say of each change that was tried, and where."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.changes.changes import ALONE, Change, base, changes, merged, together
from tests.changes.page import KEPT
from tests.specs import EXAMPLE_NAMES, dump, example, read, stack_of
from tfgen.check.since.guards import compare
from tfgen.diagnostics import Diagnostic

_OUTCOMES: dict[str, dict[str, Any]] = json.loads(KEPT.read_text("utf-8"))
_LOSES = {"TFG402", "TFG404", "TFG421", "TFG423", "TFG424", "TFG426", "TFG427", "TFG428", "TFG431"}
_LOSES |= {"TFG403", "TFG437", "TFG438", "TFG440", "TFG442", "TFG443"}
_TOLD_BY_PLANS_ALONE = {
    "api: kind: http to rest": "of the old API, the logs go",
    "api: kind: rest to http": "of the old API, the logs go",
    "cdn: waf: taken away, with the logs": "the edge's logs go",
    "routing: health.path: tfgen's own function to the spec's route": "the logs of tfgen's own function go",
    "the spec: regions: one taken away, drained before": "so it is done",
    "the spec: leaving: taken away, retiring": "so it is done",
}
_SILENT_IN_PLANS = {
    "tables: recovery: off",
    "tables: protect: off",
    "tables: encryption: keys of one's own to aws-owned",
    "keys: a key: added",
}
"""What weakens what there is, or needs a pipeline that knows of it."""


def _found(before: dict[str, Any], after: dict[str, Any]) -> list[Diagnostic]:
    source, stack = read(dump(after))
    return list(compare(stack_of(before), stack, source))


def _told(before: dict[str, Any], after: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each.code, each.severity.value) for each in _found(before, after)}


def _pair(change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    if change.section in ALONE:
        assert change.before is not None and change.after is not None
        return change.before, change.after
    return together([("thing", change)])


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.title)
def test_what_comes_of_a_change_is_told(change: Change) -> None:
    """Held against what the real terraform did of each: nothing that it lost is left out, nothing harmless is told."""
    outcome = _OUTCOMES[change.title]
    loses = bool(outcome["errors"]) or bool({*outcome["found"]} & _LOSES)
    told = {code for code, severity in _told(*_pair(change)) if severity != "note"}
    notes = {code for code, severity in _told(*_pair(change)) if severity == "note"}
    if change.title in _TOLD_BY_PLANS_ALONE:
        assert not told
    elif loses:
        assert told or notes
    elif "TFG405" not in outcome["found"]:
        assert bool(told) == (change.title in _SILENT_IN_PLANS), told


def _changed(patch: dict[str, Any], first: dict[str, Any] | None = None) -> list[Diagnostic]:
    before = merged(base(), first or {})
    return _found(before, merged(before, patch))


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_of_what_stays_nothing_is_told(name: str) -> None:
    assert _found(example(name), copy.deepcopy(example(name))) == []


PROTECTED: dict[str, Any] = {"tables": {"kept": {"protect": True}}}
MANY: dict[str, Any] = {"regions": {"eu-west-1": {}, "us-east-1": {}, "ap-southeast-2": {}}}

APART: dict[str, Any] = {
    "state": {"layout": "per-region", "bucket": "acme", "region": "eu-west-1"},
    "waves": [["eu-west-1"], ["us-east-1"]],
}


@pytest.mark.parametrize(
    ("first", "patch", "code", "words"),
    [
        ({}, {"regions": {"us-east-1": None}}, "TFG266", "`retiring: [us-east-1]`"),
        (MANY, {"regions": {"us-east-1": None, "ap-southeast-2": None}}, "TFG266", "`retiring: [ap-southeast-2, us-east-1]`"),
        ({}, {"regions": {"us-east-1": None}, "retiring": ["us-east-1"]}, "TFG267", "drained: [us-east-1]"),
        ({}, {"regions": ["us-east-1", "eu-west-1"]}, "TFG268", "table `kept` is deleted"),
        ({}, {"regions": {"eu-west-1": None}, "retiring": ["eu-west-1"]}, "TFG268", "table `kept`"),
        ({"secrets": {"token": {}}, "encryption": {"own": True}, "tables": None, "functions": {"health": {"access": None}}}, {"regions": ["us-east-1", "eu-west-1"]}, "TFG268", "the key, secret `token` are deleted"),
        (PROTECTED, {"regions": {"us-east-1": None}, "retiring": ["us-east-1"]}, "TFG272", "protected there at the base (kept)"),
        (PROTECTED, {"tables": None, "functions": {"health": {"access": None}}}, "TFG272", "protected at the base (eu-west-1, us-east-1)"),
        (PROTECTED, {"tables": {"kept": {"protect": False, "capacity": {"read": {"min": 1, "max": 2}, "write": {"min": 1, "max": 2}}}}}, "TFG265", "together with `capacity`"),
        ({"regions": {"us-east-1": {"tables": {"kept": {"protect": True}}}}}, {"regions": {"us-east-1": {"tables": None}}}, "TFG277", "keep `protect: true`"),
        ({"tables": {"kept": {"name": "a-name"}}}, {"tables": {"kept": {"name": "b-name"}}}, "TFG269", "keep `a-name`"),
        ({"tables": {"kept": {"name": "shop-kept"}}}, {"tables": {"kept": {"name": None}}, "service": "shops"}, "TFG269", "called `shop-kept` in AWS and is called `shops-kept`"),
        ({"state": {"bucket": "one", "region": "eu-west-1"}}, {"service": "store"}, "TFG273", "`one/store/terraform.tfstate`"),
        (APART, {"state": {"layout": "single"}, "waves": None}, "TFG273", "kept `per-region` at the base and is to be `single`"),
        (APART, {"state": {"layout": "single"}, "waves": None}, "TFG273", "`tfgen state move`"),
        (APART, {"state": {"layout": "single"}, "waves": None}, "TFG274", "reaches every region at once"),
        (APART, {"waves": [["us-east-1"], ["eu-west-1"]]}, "TFG274", "in other waves"),
        (APART, {"regions": {"us-east-1": None}, "waves": None}, "TFG266", "goes on to stand"),
        ({"state": {"cloud": {"organization": "acme"}}}, {"state": {"cloud": {"workspace": "other"}}}, "TFG273", "`acme/shop`, and is looked for in `acme/other`"),
        ({}, {"inputs": {"level": {}}, "functions": {"health": {"env": {"LEVEL": {"input": "level"}}}}}, "TFG279", "TF_VAR_level"),
        ({}, {"cdn": {}}, "TFG278", "stops answering at once"),
        ({}, {"cdn": {"step": "turn"}}, "TFG278", "made in the same apply"),
        ({"cdn": {"step": "turn"}}, {"cdn": None, "retiring": []}, "TFG278", "stops answering at once"),
        ({"domain": None, "zone": None}, {"api": {"kind": "rest"}}, "TFG276", "the URL of every region"),
    ],
)  # fmt: skip
def test_what_is_told(first: dict[str, Any], patch: dict[str, Any], code: str, words: str) -> None:
    found = {each.code: f"{each.message} {each.hint}" for each in _changed(patch, first)}
    assert words in found.get(code, ""), found


@pytest.mark.parametrize(
    ("first", "patch"),
    [
        ({}, MANY),
        ({"routing": {"drained": ["us-east-1"]}}, {"regions": {"us-east-1": None}, "retiring": ["us-east-1"], "routing": None}),
        ({"tables": {"kept": {"replicate": False}}}, {"regions": ["us-east-1", "eu-west-1"]}),
        ({"tables": {"kept": {"global_table": "2017.11.29"}}}, {"regions": ["us-east-1", "eu-west-1"]}),
        ({"cdn": {"step": "beside"}}, {"cdn": {"step": "turn"}}),
        ({"cdn": {"step": "turn"}}, {"cdn": {"step": None}}),
        ({}, {"cdn": {"step": "beside"}}),
        ({"tables": {"kept": {"name": "shop-kept"}}}, {"tables": {"kept": {"name": None}}}),
        ({"tables": {"kept": {"indexes": {"by-a": {"key": {"a": "S"}}}}}}, {"tables": {"kept": {"indexes": {"by-a": {"key": {"b": "S", "a": None}}}}}}),
        ({"state": {"bucket": "one", "region": "eu-west-1"}}, {"state": {"key": "shop/terraform.tfstate"}}),
        (APART, {"regions": {"ap-southeast-2": {}}, "waves": [["eu-west-1"], ["us-east-1", "ap-southeast-2"]]}),
        (APART, {"regions": {"ap-southeast-2": {}}, "waves": [["eu-west-1"], ["ap-southeast-2"], ["us-east-1"]]}),
    ],
)  # fmt: skip
def test_what_is_not_told(first: dict[str, Any], patch: dict[str, Any]) -> None:
    assert _changed(patch, first) == []


def test_each_stands_at_the_line_that_is_there_now() -> None:
    before = merged(base(), {"tables": {"kept": {"protect": True}, "gone": {"key": {"id": "S"}}}})
    after = merged(
        before, {"tables": {"gone": None, "kept": {"recovery": False, "key": {"id": None, "other": "S"}}}}
    )
    text = dump(after).split("\n")
    lines = {each.code: text[each.span.line - 1].strip() for each in _found(before, after) if each.span}
    assert lines == {"TFG269": "key:", "TFG271": "tables:", "TFG272": "tables:", "TFG277": "recovery: false"}
    region = _changed({"regions": {"us-east-1": None}})[0]
    assert region.span
    assert (
        dump(merged(base(), {"regions": {"us-east-1": None}})).split("\n")[region.span.line - 1] == "regions:"
    )
