"""The site: its pages, what goes with them, and what is not there; and that another bucket serves while one is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from tfgen.emulator.chaos import Part
from tfgen.emulator.here.interpreters import interpreter
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.rehearse.client import Answer, ask
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Trial
from tfgen.render.part import Made
from tfgen.stack.kinds.site import EVERY, SERVICE_FILE, SITE, policy, regions_of, service
from tfgen.stack.region_name import REGIONS
from tfgen.stack.served import cache_control, content_type
from tfgen.stack.stack import Stack

_DISTRIBUTION = "module.site.aws_cloudfront_distribution.this"
_TOLD_OF_REGIONS = (_DISTRIBUTION, "module.site.aws_cloudfront_response_headers_policy.this")
_ABSENT = "/rehearsal.txt"
_DEEP = "/rehearsal/deep"
_NODE = "nodejs22.x"


def _host(rehearsal: Rehearsal) -> str:
    """The site's name, or CloudFront's own."""
    domain = rehearsal.stack.the(SITE).domain
    if domain:
        return domain
    said = rehearsal.terraform.run("output", "-raw", "site_url")
    return urlsplit(said.stdout).hostname or ""


def _asked(rehearsal: Rehearsal, path: str, client: str = "") -> Answer:
    near = client or rehearsal.stack.home.name
    return ask(rehearsal.emulator.front_door, _host(rehearsal), path, client=near)


def _answers(rehearsal: Rehearsal) -> Outcome:
    site = rehearsal.stack.the(SITE)
    holders = [region.name for region in regions_of(rehearsal.stack)]
    if all(rehearsal.emulator.chaos.is_lost(region, Part.buckets) for region in holders):
        return NotApplicable(f"the site's files are in {', '.join(holders)} alone")
    for path, expected in _expected(rehearsal.stack).items():
        failed = _wrong(path, expected, _asked(rehearsal, path))
        if failed:
            return failed
    told = _asked(rehearsal, f"/{SERVICE_FILE}")
    if json.loads(told.body or "null") != service(rehearsal.stack):
        return _failed(f"/{SERVICE_FILE} tells of the service", told)
    absent = _asked(rehearsal, _ABSENT)
    if absent.status != 404:
        return _failed(f"GET {_ABSENT}, which is not there, is a 404", absent)
    files = f"the site answers on {_host(rehearsal)}: {len(site.keys)} files, {SERVICE_FILE}, and 404 for what is not there"
    if not site.spa or "index.html" not in site.keys:
        return Passed((files,))
    if not _has_node():
        return Passed((files, f"GET {_DEEP} was not tried: CloudFront functions need a Node.js here"))
    deep = _asked(rehearsal, _DEEP)
    failed = _wrong(_DEEP, _headers(rehearsal.stack, "index.html"), deep)
    return failed or Passed((files, f"GET {_DEEP} gives the one page"))


def _expected(stack: Stack) -> dict[str, dict[str, str]]:
    """The headers of each file, by the path at which it is asked for."""
    keys = stack.the(SITE).keys
    root = {"/": _headers(stack, "index.html")} if "index.html" in keys else {}
    return {**root, **{f"/{quote(key)}": _headers(stack, key) for key in (*keys, SERVICE_FILE)}}


def _headers(stack: Stack, key: str) -> dict[str, str]:
    kept = "no-cache" if key == SERVICE_FILE else cache_control(key)
    return {
        "content-type": content_type(key),
        "cache-control": kept,
        "content-security-policy": policy(stack),
        "x-content-type-options": "nosniff",
    }


def _wrong(path: str, expected: Mapping[str, str], answer: Answer) -> Failed | None:
    if answer.status != 200:
        return _failed(f"GET {path} of the site is a 200", answer)
    for name, value in expected.items():
        if answer.headers.get(name) != value:
            return Failed(
                f"GET {path} of the site has {name}: {value}",
                answer.headers.get(name, "none"),
                address=_DISTRIBUTION,
            )
    return None


def _failed(expected: str, answer: Answer) -> Failed:
    return Failed(expected, answer.words(), address=_DISTRIBUTION)


def _has_node() -> bool:
    try:
        interpreter(_NODE)
    except NotRunHereError:
        return False
    return True


def _uses(rehearsal: Rehearsal, _: list[str]) -> Failed | None:
    """Where every region has the files, edges that have nothing in their caches serve them while one is lost."""
    site = rehearsal.stack.the(SITE)
    if site.in_ != EVERY:
        return None
    for key in (*site.keys[:1], SERVICE_FILE):
        for client in _far(rehearsal):
            answer = _asked(rehearsal, f"/{quote(key)}", client)
            if answer.status != 200:
                expected = f"the site serves /{key} to clients near {client} while {rehearsal.lost} is lost"
                return _failed(expected, answer)
    return None


def _far(rehearsal: Rehearsal) -> Iterator[str]:
    """Clients near regions in which nobody asked before."""
    asked = {region.name for region in rehearsal.stack.regions}
    yield from [
        each for each in ("sa-east-1", "ap-south-1", "af-south-1") if each in REGIONS and each not in asked
    ][:2]


def _spans(_: Stack, each: Made, __: str) -> str:
    """`service.json` lists the regions, the policy their names, the distribution their buckets."""
    is_list = each.path[0] == SITE.key and each.address.endswith(".aws_s3_object.service")
    return "update" if is_list or each.address in _TOLD_OF_REGIONS else ""


TRIAL = Trial(kind=SITE, answers=_answers, uses=_uses, spans=_spans)
