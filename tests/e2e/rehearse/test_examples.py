"""Whole rehearsals of the examples and their variations, with the real terraform.

keyvalue itself is rehearsed by the README's command block.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES, dump, example

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

WITH_QUEUES = {
    **example("keyvalue")["functions"],
    "check": {
        "handler": "health.main",
        "access": {"keyvalues": "read", "customers": "read"},
        "events": [{"queue": "checks"}, {"queue": "others"}],
    },
    "store": {
        "handler": "set_key.main",
        "access": {"keyvalues": "write"},
        "events": [{"queue": "stores", "batch": 1}],
    },
}
"""With functions that handle messages: one takes whatever it is given, the other takes requests of the API alone."""

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "keyvalue-2017": ("keyvalue-2017", {}),
    "shop": ("shop", {}),
    "hello, under a domain that another makes": (
        "hello",
        {"domain": {"existing": "api.example.com", "path": "greetings/v1"}},
    ),
    "hello, at the edge": ("hello", {"regions": ["eu-west-1"], "api": {"kind": "rest", "endpoint": "edge"}}),
    "a table and a queue alone, with states for each region in its bucket": (
        "hello",
        {
            "state": {"layout": "per-region", "bucket": "tfgen-rehearsal-{region}"},
            "domain": None,
            "functions": None,
            "tables": {"orders": {"key": {"id": "S"}}},
            "queues": {"placed": {}},
        },
    ),
    "keyvalue, REST, on demand, queues, state in a bucket": (
        "keyvalue",
        {
            "api": {"kind": "rest", "cors": {"origins": ["https://example.com"]}},
            "regions": ["us-east-1", "eu-west-1"],
            "routing": {"health": {"path": "/health", "interval": 10, "failures": 2}, "drained": []},
            "state": {"bucket": "tfgen-rehearsal", "region": "eu-west-1"},
            "functions": WITH_QUEUES,
            "queues": {"checks": {}, "stores": {"receives": 2}, "others": {"existing": "crm-{region}"}},
            "tables": {
                "customers": {"existing": "crm-customers", "key": {"id": "S"}},
                "keyvalues": {
                    "key": {"key": "S"},
                    "indexes": {"by-region": {"key": {"writeRegion": "S"}, "project": ["value"]}},
                    "ttl": "expires",
                },
            },
        },
    ),
}


ALONE = {"regions", "replication", "lost", "healed", "caught-up", "added", "retired"}
"""Steps that a stack of one region without routing and tables has nothing for."""
NOT_TRIED = {
    "hello, under a domain that another makes": {"regions", "replication", "caught-up"},
    "hello, at the edge": ALONE,
    "a table and a queue alone, with states for each region in its bucket": {"regions", "routes", "nearest"},
}
"""Steps for which there is nothing to try."""
QUEUES = "keyvalue, REST, on demand, queues, state in a bucket"
OF_WORK = {
    QUEUES: [
        "6 messages with a made-up body, one for each queue in each region: 4 handled there, once",
        *(
            f"{region}: store did not take a made-up message: KeyError: 'pathParameters'; "
            "after 2 times it is in the dead-letter queue"
            for region in ("us-east-1", "eu-west-1")
        ),
        "4 messages that fail: in the dead-letter queue of their region after 2 or 5 receives",
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_a_stack_lives_its_whole_life(case: str, terraform: Path, tmp_path: Path) -> None:
    name, changes = CASES[case]
    spec = {key: value for key, value in {**example(name), **changes}.items() if value is not None}
    shutil.copytree(EXAMPLES / name, tmp_path, ignore=shutil.ignore_patterns("terraform"), dirs_exist_ok=True)
    (tmp_path / "spec.yaml").write_text(dump(spec))
    told = run("rehearse", tmp_path / "spec.yaml", "--format", "json")
    assert told.returncode == 0, told.stdout + told.stderr
    report = json.loads(told.stdout)
    states = {step["name"]: step["status"] for step in report["steps"]}
    assert {step for step, state in states.items() if state != "passed"} == NOT_TRIED.get(case, set()), states
    details = [line for step in report["steps"] if step["name"] == "work" for line in step["details"]]
    assert case not in OF_WORK or details == OF_WORK[case]
    assert report["missing_actions"] == {}
    assert report["terraform_seconds"] > report["emulator_seconds"] > 0
