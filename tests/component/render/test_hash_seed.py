"""What is rendered does not depend on the order in which this Python happens to keep its sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.draws import sample
from tests.specs import ROOT, dump
from tests.strategies import specs

_RENDER = """\
import json, sys
from tests.specs import stack_of
from tfgen.render.main_tf import render
print(json.dumps([render(stack_of(text), "spec.yaml") for text in json.load(sys.stdin)]))
"""


def _rendered(texts: list[str], seed: str) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-c", _RENDER],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    found: list[str] = json.loads(told.stdout)
    return found


def test_the_hash_seed_does_not_matter() -> None:
    texts = [dump(data) for data in sample(specs(), 8)]
    first, *others = (_rendered(texts, seed) for seed in ("0", "1", "4242"))
    assert len(set(first)) == len(texts)
    assert all(each == first for each in others)
