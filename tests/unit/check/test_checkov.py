"""What checkov tells, as findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.specs import dump, example, read
from tfgen.check import cache
from tfgen.check import checkov as check
from tfgen.check.checkov import check_checkov
from tfgen.render.made import addresses
from tfgen.stack.variations import representative

NOTHING: dict[str, Any] = {"scanned": [], "failed": [], "errors": []}


def test_what_checkov_does_not_see_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    source, stack = read(dump(example("keyvalue")))
    unseen = 'module.eu_central_1.module.function["get-key"].aws_lambda_function.this'
    seen = {*addresses(representative(stack))} - {unseen}
    monkeypatch.setattr(check, "_scan", lambda *_: {**NOTHING, "scanned": sorted(seen)})
    found = check_checkov(Path("checkov"), {}, stack, source)
    assert [item.code for item in found] == ["TFG331"]
    assert unseen in found[0].message


def test_a_policy_of_checkovs_is_known_by_its_id_and_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "CKV_AWS_117", "name": "in a VPC", "resource": "a.b", "file": "main.tf", "lines": [3, 9]}
    rows = [{**row, "guideline": ""}, {**row, "guideline": "https://example.com/117"}]
    monkeypatch.setattr(check, "_scan", lambda *_: {**NOTHING, "failed": rows})
    found = check_checkov(Path("checkov"), {"main.tf": '\n\nresource "a" "b" {\n'}, None, None)
    for item, page in zip(found, ("https://www.checkov.io/", "https://example.com/117"), strict=True):
        assert item.message == "CKV_AWS_117: in a VPC (a.b)", "the place is told once"
        assert item.span == ("main.tf", 3, 1, 3, 17)
        assert item.hint and page in item.hint
        assert "`# tfgen:ignore CKV_AWS_117 REASON`" in item.hint and ".checkov.yaml" in item.hint
    assert [(item.rule, item.address) for item in found] == [("CKV_AWS_117", "a.b")] * 2
    assert [item.policy.uri.partition("#")[0] for item in found if item.policy] == [
        "https://www.checkov.io/5.Policy%20Index/terraform.html",
        "https://example.com/117",
    ]
    cache.save("kept", found)
    assert cache.load("kept") == found
