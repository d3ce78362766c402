"""The policy of docs/apply-policy.json: of every type that is rendered, within what IAM takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.specs import ROOT
from tfgen.explain.rights import edge_policy, edge_policy_file, policy, policy_file
from tfgen.pipeline.rights import EDGE_RIGHTS, NEEDS_NONE, READ, RIGHTS, Right, actions

EVERY = (*RIGHTS, *EDGE_RIGHTS)

_BLOCK = re.compile(r'^\s*(?:resource|data) "(aws_\w+)"', re.MULTILINE)
MANAGED = 6144
"""Characters of a managed policy, white space aside.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""


def _rendered() -> set[str]:
    places = [*(ROOT / "modules").rglob("*.tf"), *(ROOT / "tfgen/render").rglob("*.j2")]
    return {kind for path in places for kind in _BLOCK.findall(path.read_text("utf-8"))}


def test_every_type_that_is_rendered_has_its_rights_and_no_other() -> None:
    told = [kind for right in EVERY for kind in right.types]
    assert len(told) == len(set(told))
    assert {*told, *NEEDS_NONE} == _rendered()


def test_what_is_made_can_be_read_and_deleted() -> None:
    for right in (right for right in EVERY if not set(right.types) & set(READ)):
        words = re.findall(r"[A-Z][a-z]*", right.actions)
        assert {"Delete", "DELETE"} & set(re.findall(r"DELETE|Delete", right.actions)), right.title
        assert {"Get", "Describe", "List"} & set(words) or "GET" in right.actions, right.title


@pytest.mark.parametrize(
    ("file", "document", "rights"),
    [(policy_file, policy, RIGHTS), (edge_policy_file, edge_policy, EDGE_RIGHTS)],
    ids=["stack", "edge"],
)
def test_each_policy_fits_a_managed_one(
    file: Callable[[], str], document: Callable[[], object], rights: tuple[Right, ...]
) -> None:
    assert len(re.sub(r"\s", "", file())) <= MANAGED
    assert json.loads(file()) == document()
    assert len(actions(rights)) == len(set(actions(rights)))
    assert not [each for each in actions(rights) if "*" in each]
