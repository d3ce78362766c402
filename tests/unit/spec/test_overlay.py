"""A tree laid over another: the laws of JSON Merge Patch, the short forms, and where what comes of it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.changes.changes import merged
from tests.draws import draws
from tfgen.spec import source as tree
from tfgen.spec.overlay import Overlay
from tfgen.spec.source import Node, parse
from tfgen.stack.spec import SPEC

_names = st.sampled_from("abc")
_scalars = st.sampled_from([1, "x", True])


def _documents(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    below = st.recursive(
        leaf,
        lambda inner: st.lists(_scalars, max_size=2) | st.dictionaries(_names, inner, max_size=3),
        max_leaves=8,
    )
    return st.dictionaries(_names, below, max_size=3)


documents = _documents(_scalars)
patches = _documents(_scalars | st.none())


def node_of(value: Any) -> Node:
    source, diagnostics = parse(json.dumps(value), "spec.yaml")
    assert source and not diagnostics
    return source.root


def data_of(node: Node) -> Any:
    if isinstance(node, tree.Mapping):
        return {name: data_of(entry.value) for name, entry in node.entries.items()}
    if isinstance(node, tree.Sequence):
        return [data_of(item) for item in node.items]
    return json.loads(node.text) if node.reads_as != "str" else node.text


def laid(base: Any, patch: Any) -> Any:
    return data_of(Overlay().over(node_of(base), node_of(patch), None))


@pytest.mark.parametrize(
    ("base", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"e": True}, {"a": 1}, {"e": True, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_rfc_7396_hold(base: Any, patch: Any, result: Any) -> None:
    """https://www.rfc-editor.org/rfc/rfc7396#appendix-A, but for those whose whole is `null`."""
    assert laid(base, patch) == result == merged(base, patch)


@draws(2)
@given(documents, patches)
def test_what_is_laid_over_is_as_the_rfc_has_it(base: Any, patch: Any) -> None:
    found = laid(base, patch)
    assert found == merged(base, patch)
    assert laid(found, patch) == found
    assert laid(base, {}) == base


@draws(2)
@given(documents, patches)
def test_neither_tree_is_changed_and_all_stands_where_it_was_written(base: Any, patch: Any) -> None:
    under, over = node_of({"base": base, "patch": patch}), node_of(patch)
    before = data_of(under)
    root = Overlay().over(under, over, None)
    assert (data_of(under), data_of(over)) == (before, patch)
    written = {id(each) for node in (under, over) for each in _scalars_of(node)}
    assert {id(each) for each in _scalars_of(root)} <= written


def _scalars_of(node: Node) -> list[Node]:
    if isinstance(node, tree.Mapping):
        return [each for entry in node.entries.values() for each in _scalars_of(entry.value)]
    if isinstance(node, tree.Sequence):
        return [each for item in node.items for each in _scalars_of(item)]
    return [node]


@pytest.mark.parametrize(
    ("base", "patch", "result"),
    [
        (["eu-west-1", "us-east-1"], ["us-east-1"], ["us-east-1"]),
        ({"eu-west-1": {"tables": {}}, "us-east-1": {}}, ["eu-west-1"], {"eu-west-1": {"tables": {}}}),
        (
            {"eu-west-1": {}, "us-east-1": {"tables": {}}},
            ["us-east-1", "eu-west-2"],
            {"us-east-1": {"tables": {}}, "eu-west-2": {}},
        ),
        (["eu-west-1"], {"us-east-1": {"tables": {}}}, {"eu-west-1": {}, "us-east-1": {"tables": {}}}),
        (["eu-west-1", "us-east-1"], {"us-east-1": None}, {"eu-west-1": {}}),
        ({"eu-west-1": {}}, ["eu-west-1", "eu-west-1"], ["eu-west-1", "eu-west-1"]),
        ({"eu-west-1": {}}, "us-east-1", "us-east-1"),
    ],
)
def test_regions_are_one_whether_they_are_a_list_or_a_mapping(base: Any, patch: Any, result: Any) -> None:
    root = Overlay().over(node_of({"regions": base}), node_of({"regions": patch}), SPEC)
    found = data_of(root)["regions"]
    assert found == result
    assert list(found) == list(result), "in this order: the first is home"
