"""What a plan does to a site: what visitors lose, and what AWS refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.specs import stack_of
from tfgen.plan.review import findings
from tfgen.plan.run import Planned
from tfgen.plan.table import table
from tfgen.stack.kinds.site import SITE, Contents
from tfgen.stack.variations import with_the

SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "regions": ["eu-west-1", "us-east-1"],
    "site": {"domain": "www.shop.example.com", "in": "every-region"},
}
DISTRIBUTION = "module.site.aws_cloudfront_distribution.this"
HOME, OTHER = "module.site_eu_west_1", "module.site_us_east_1"


def _change(address: str, *actions: str, before: Any, after: Any = None) -> dict[str, Any]:
    change = {"actions": list(actions), "before": before, "after": after}
    kind = address.partition("[")[0].split(".")[-2]
    return {"mode": "managed", "type": kind, "address": address, "change": change}


def _bucket(module: str, *actions: str) -> dict[str, Any]:
    return _change(f"{module}.aws_s3_bucket.this", *actions, before={"bucket": "shop-site-1-eu-west-1"})


def _file(module: str, *actions: str) -> dict[str, Any]:
    return _change(f'{module}.aws_s3_object.file["index.html"]', *actions, before={"key": "index.html"})


def _told(*changes: dict[str, Any], spec: dict[str, Any] = SPEC) -> list[tuple[str, str]]:
    found = findings({"resource_changes": list(changes)}, stack_of(spec))
    return [(each.code.id, each.address) for each in found]


def test_a_site_that_goes_is_told_once() -> None:
    without = {**SPEC, "site": None, "queues": {"jobs": {}}}
    spec = {key: value for key, value in without.items() if value}
    gone = _change(DISTRIBUTION, "delete", before={"aliases": ["www.shop.example.com"]})
    assert _told(gone, spec=spec) == [("TFG438", DISTRIBUTION)]


def test_a_name_that_the_site_leaves_is_told_and_a_new_one_is_not() -> None:
    before, after = {"aliases": ["www.shop.example.com"]}, {"aliases": ["web.shop.example.com"]}
    assert _told(_change(DISTRIBUTION, "update", before=before, after=after)) == [("TFG440", DISTRIBUTION)]
    assert _told(_change(DISTRIBUTION, "update", before={"aliases": None}, after=after)) == []


def test_a_bucket_that_terraform_filled_may_go_and_one_of_a_pipeline_is_told() -> None:
    bucket = f"{OTHER}.aws_s3_bucket.this"
    assert _told(_bucket(OTHER, "delete"), _file(OTHER, "delete")) == []
    assert _told(_bucket(OTHER, "delete"), _file(HOME, "no-op")) == [("TFG439", bucket)]
    assert _told(_bucket(OTHER, "no-op")) == []


def test_the_leaders_bucket_made_anew_fails_for_minutes() -> None:
    bucket = f"{HOME}.aws_s3_bucket.this"
    assert _told(_bucket(HOME, "delete", "create"), _file(HOME, "delete", "create")) == [("TFG437", bucket)]
    assert _told(_bucket(OTHER, "delete", "create"), _file(OTHER, "delete", "create")) == []
    assert _told(_bucket(HOME, "delete", "create")) == [("TFG439", bucket), ("TFG437", bucket)]


def test_buckets_of_own_modules_are_theirs() -> None:
    assert "TFG439" not in {code for code, _ in _told(_bucket("module.own_site_eu_west_1", "delete"))}


def test_its_files_are_named_among_those_that_are_rendered() -> None:
    stack = with_the(stack_of(SPEC), SITE, contents=Contents({"index.html": b""}))
    plan: dict[str, Any] = {"resource_changes": []}
    told = table({"": Planned(None, plan)}, stack, Path("out"), emulated=True)
    assert "files   out  (main.tf, modules/, packages/, site/)\n" in told
