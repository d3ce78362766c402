"""What is asked of a usage file for a site."""

from __future__ import annotations

from tests.specs import stack_of
from tfgen.cost.calculator import bill
from tfgen.cost.items import CDN_REQUESTS
from tfgen.cost.prices import shipped
from tfgen.cost.report import open_items
from tfgen.cost.usage.usage import Usage


def test_what_a_site_and_a_cdn_need_is_asked_for_by_name() -> None:
    spec = {
        "tfgen": 1,
        "service": "shop",
        "domain": "api.example.com",
        "regions": ["us-east-1"],
        "functions": {"get": {"code": "s", "handler": "a.b", "runtime": "python3.13", "http": "GET /health"}},
        "cdn": {},
        "site": {},
    }
    found = open_items(bill(stack_of(spec), Usage(), shipped()))
    assert [each.needs for each in found if each.item is CDN_REQUESTS] == ["requests of get, site"]
