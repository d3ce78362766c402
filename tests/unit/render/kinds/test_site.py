"""The site in main.tf: buckets, what is in them, the distribution, and the name."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.specs import stack_of
from tfgen.check.hcl.parse import parse
from tfgen.render.made import made
from tfgen.render.main_tf import HERE, render
from tfgen.render.tree import beside, configuration, copied_files
from tfgen.render.write import could_be_ours
from tfgen.stack.kinds.site import SITE, Contents, service
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_the

SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "domain": "api.shop.example.com",
    "regions": ["eu-west-1", "sa-east-1", "us-west-2"],
    "routing": {"regional": "{region}.shop.example.com"},
    "functions": {"get": {"code": "src", "handler": "a.b", "runtime": "python3.13", "http": "GET /health"}},
}
FILES = {"index.html": b"<p>", "main.tf": b"resource {", "LICENSE": b"", "a b": b""}


def _stack(site: dict[str, Any], **changes: Any) -> Stack:
    """The spec with a site, whose files are FILES if it has a folder."""
    stack = stack_of(
        {key: value for key, value in {**SPEC, "site": site, **changes}.items() if value is not None}
    )
    return with_the(stack, SITE, contents=Contents(FILES)) if "folder" in site else stack


def _modules(stack: Stack) -> list[str]:
    return re.findall(r'^module "(site\w*)" \{$', render(stack, "spec.yaml"), re.MULTILINE)


def test_a_bucket_lies_at_home_or_in_every_region() -> None:
    assert _modules(_stack({})) == ["site_eu_west_1", "site"]
    every = _modules(_stack({"in": "every-region"}))
    assert every == ["site_eu_west_1", "site_sa_east_1", "site_us_west_2", "site"]


def test_names_of_buckets_have_the_account_and_the_region_in_them() -> None:
    text = render(_stack({}), "spec.yaml")
    assert 'format("shop-site-%s-eu-west-1", data.aws_caller_identity.this.account_id)' in text
    assert 'format("acme-web-%s-eu-west-1", data.' in render(_stack({"name": "acme-web"}), "spec.yaml")


def test_each_file_is_named_with_how_it_is_served() -> None:
    text = render(_stack({"folder": "web"}), "spec.yaml")
    assert '"index.html" = { type = "text/html; charset=utf-8", cache = "no-cache" }' in text
    assert 'folder           = "${path.module}/site"' in text
    assert 'files_without_ending    = ["/LICENSE", "/a%20b"]' in text


def test_files_lie_beside_main_tf_and_are_not_taken_for_terraform() -> None:
    stack = _stack({"folder": "web"})
    assert copied_files(stack) == {f"site/{key}": content for key, content in FILES.items()}
    assert all(map(could_be_ours, copied_files(stack)))
    assert not any(map(could_be_ours, ("site/../main.py", "site/", "site")))
    files = configuration(stack, "spec.yaml")
    assert "site/main.tf" not in files
    assert parse(files)[1] == []
    assert "site/index.html" in beside(stack, HERE)


def test_without_a_folder_nothing_is_uploaded_but_what_tells_of_the_service() -> None:
    text = render(_stack({}), "spec.yaml")
    assert "site_files" not in text
    assert "service          = local.site_service" in text
    assert copied_files(_stack({})) == {}


def test_a_name_has_a_certificate_in_us_east_1_and_records() -> None:
    text = render(_stack({"domain": "www.shop.example.com"}), "spec.yaml")
    assert 'alias  = "us_east_1"' in text
    assert 'resource "aws_acm_certificate" "site" {\n  provider = aws.us_east_1\n' in text
    assert 'resource "aws_route53_record" "site" {' in text
    plain = render(_stack({}), "spec.yaml")
    assert "us_east_1" not in plain
    assert 'value       = "https://${module.site.domain_name}"' in plain


def test_a_service_of_a_site_alone_looks_its_zone_up() -> None:
    text = render(
        _stack({"domain": "www.shop.example.com"}, domain=None, routing=None, functions=None), "spec.yaml"
    )
    assert 'data "aws_route53_zone" "this" {\n  name = "shop.example.com"\n}' in text
    assert "zone_id = data.aws_route53_zone.this.zone_id" in text
    assert "local.domain" not in text
    assert "./modules/region" not in text


def test_the_zone_is_looked_up_once() -> None:
    text = render(_stack({"domain": "www.shop.example.com"}), "spec.yaml")
    assert text.count('data "aws_route53_zone"') == 1


def test_a_site_of_the_zones_own_name_says_nothing_for_all_names_below_it() -> None:
    """Browsers that were told would ask none of them without TLS, for two years."""
    said = "include_subdomains      = false"
    assert said in render(_stack({"domain": "shop.example.com"}, zone="shop.example.com"), "spec.yaml")
    assert "include_subdomains" not in render(_stack({"domain": "www.shop.example.com"}), "spec.yaml")


def test_pages_are_told_of_the_service_by_names_alone() -> None:
    names = {"eu-west-1", "sa-east-1", "us-west-2"}
    told = service(_stack({}))
    assert (told["service"], told["host"]) == ("shop", "api.shop.example.com")
    assert told["regions"] == [{"name": name, "host": f"{name}.shop.example.com"} for name in sorted(names)]
    alone = service(_stack({}, domain=None, routing=None))
    assert json.dumps(alone["host"]) == "null"
    assert {each["host"] for each in alone["regions"]} == {None}
    shared = service(_stack({}, domain={"existing": "api.example.com", "path": "shop"}, routing=None))
    assert (shared["host"], shared["path"]) == ("api.example.com", "/shop")


def test_what_is_said_of_the_site_is_text() -> None:
    text = render(_stack({"csp": {"img-src": "https://a.example/%7B"}}), "spec.yaml")
    assert "img-src 'self' data: https://a.example/%7B;" in text


def test_every_file_in_every_region_comes_of_the_folder() -> None:
    stack = _stack({"folder": "web", "in": "every-region"})
    objects = [each for each in made(stack) if ".aws_s3_object.file[" in each.address]
    assert len(objects) == 3 * len(FILES)
    assert {each.path for each in objects} == {("site", "folder")}
    assert {each.region for each in objects} == {"eu-west-1", "sa-east-1", "us-west-2"}
    assert [each.address for each in made(stack) if each.holds_data and "site" in each.address] == [
        "module.site_eu_west_1.aws_s3_bucket.this",
        "module.site_sa_east_1.aws_s3_bucket.this",
        "module.site_us_west_2.aws_s3_bucket.this",
    ]
