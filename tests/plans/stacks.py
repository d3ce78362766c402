"""Plans of specs: changes of one that stands, planned as `tfgen review --base` does."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.plans.kept import Plan
from tests.specs import EXAMPLES, dump, read
from tfgen.check import tools
from tfgen.review.base.planned import Side, planned_on
from tfgen.review.base.sides import side
from tfgen.stack.given_file import NOTHING_GIVEN
from tfgen.stack.loaded import Readable

Spec = dict[str, Any]

_SPEC: Spec = {
    "tfgen": 1,
    "service": "shop",
    "domain": "shop.example.com",
    "regions": ["eu-west-1", "us-east-1"],
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"orders": {"key": {"id": "S"}}, "seen": {"key": {"id": "S"}, "replicate": False}},
    "functions": {
        "hello": {
            "handler": "hello.main",
            "http": ["GET /", "GET /health"],
            "access": {"orders": "read-write"},
        },
        "bye": {"handler": "hello.main", "http": "GET /bye", "env": {"GREETING": "bye"}},
    },
}


def _changed(change: Callable[[Spec], None]) -> Spec:
    spec = copy.deepcopy(_SPEC)
    change(spec)
    return spec


def _rename(spec: Spec) -> None:
    spec["functions"]["farewell"] = spec["functions"].pop("bye")


def _free(spec: Spec) -> None:
    spec["regions"] = {"eu-west-1": {}, "us-east-1": {"tables": {"orders": {"protect": False}}}}


def _retire(spec: Spec) -> None:
    spec.update(regions=["eu-west-1"], retiring=["us-east-1"])


def _settings(spec: Spec) -> None:
    spec["functions"]["bye"].update(memory=512, timeout=20, env={"GREETING": "good bye", "MOOD": "fine"})


CASES: dict[str, tuple[Spec | None, Spec]] = {
    "spec-new": (None, _SPEC),
    "spec-region-added": (_SPEC, _changed(lambda spec: spec["regions"].append("ap-southeast-2"))),
    "spec-region-drained": (_SPEC, _changed(lambda spec: spec.update(routing={"drained": ["us-east-1"]}))),
    "spec-protection-lifted": (_SPEC, _changed(_free)),
    "spec-region-retires": (_changed(_free), _changed(_retire)),
    "spec-function-renamed": (_SPEC, _changed(_rename)),
    "spec-settings-changed": (_SPEC, _changed(_settings)),
    "spec-table-key-changed": (
        _SPEC,
        _changed(lambda spec: spec["tables"]["orders"].update(key={"order": "S"})),
    ),
}
"""What stands, and what it is to be."""


def record() -> Iterator[tuple[str, Plan, str]]:
    """Every case, with the spec that is planned."""
    binary = tools.find_terraform()
    assert binary, "terraform is needed"
    for name, (base, head) in CASES.items():
        sides = [_side(each) if each else None for each in (base, head)]
        assert sides[1]
        plan = planned_on(sides[0], sides[1], binary, EXAMPLES / "hello", lambda _: None, lambda _: [])
        assert isinstance(plan, dict), plan
        yield name, plan, dump(head)


def _side(spec: Spec) -> Side:
    source, stack = read(dump(spec))
    made, found = side(Readable("spec.yaml", EXAMPLES / "hello", source, stack), NOTHING_GIVEN, {})
    assert not found, found
    return made
