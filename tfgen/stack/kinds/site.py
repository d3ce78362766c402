"""A site: static files in private buckets behind CloudFront, under a name of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field as plain_field
from typing import Any

from tfgen.diagnostics import Code
from tfgen.frozen import frozen
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Named, OneOrMany
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Choice, Flag, Text
from tfgen.stack import codes, csp, names
from tfgen.stack.domain import DOMAIN
from tfgen.stack.kind import Kind, Name, Said, single
from tfgen.stack.kinds.routing import has_domain
from tfgen.stack.mapping import MAPPING
from tfgen.stack.own_domain import OWN_DOMAIN
from tfgen.stack.reading import Reading
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

FOLDER = Code(
    "TFG152",
    "site that is no folder of files in the project",
    finds="""a `folder` of a site that is not there, holds no file, lies outside of the spec's folder or is that folder itself,
or holds more than Terraform copes with: 500 files, 64 MB.""",
    why="""its files are copied beside main.tf, and each is a resource: what is planned is what was reviewed with the spec.
Every plan asks AWS for each of them twice.""",
    example="""\
site: {folder: public}     # the bundler writes to dist
""",
    instead="""a folder below the spec's own; a `.tfgenignore` in it that names what is not served (the syntax is that of
`.gitignore`). For more files leave `folder` out: Terraform makes bucket and distribution, and the pipeline uploads by
`aws s3 sync dist "s3://$(terraform output -json site_buckets | jq -r '.["eu-west-1"]')"`.""",
)
FILE = Code(
    "TFG153",
    "file that a site cannot have",
    finds="""what is in the folder of a site and is a link or no regular file, cannot be read, has a name that does not make a plain
URL or differs from another's by case alone, holds keys or states, is code of a function, or is called `service.json` as the
one that tfgen makes.""",
    why="""everything in the folder is public. A link may lead anywhere; a name with `%` or `?` is another in a URL; macOS and
Windows keep one of `Logo.svg` and `logo.svg`.""",
    example="web/data.json -> ../.env        # a link",
    instead="a file of its own under another name, or its name in `.tfgenignore` in the folder.",
)
LEADER, EVERY = "leader", "every-region"
MOST_NAME = 63
"""Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"""
SERVICE_FILE = "service.json"
"""What tells pages of the API: an object that tfgen makes."""

_FOLDER = Text(
    "a folder below the spec's folder, in letters, digits and `._-/`",
    r"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$",
    most=200,
    hint="what is served lies in the project, such as in `web`",
)
_NAME = Text(
    "a name of lower-case letters, digits and hyphens", r"^(?!sthree-)[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=35
)


@frozen
class Contents:
    """What lies in a site's folder, without what is left out."""

    files: Mapping[str, bytes]
    """By key: the path below the folder."""


@record
class Site:
    """Static files behind CloudFront. The buckets are private: only the distribution reads them."""

    folder: str = field(
        _FOLDER,
        "The folder of its files, from the spec's own. Left out, a pipeline uploads them.",
        default="",
    )
    domain: str = field(
        DOMAIN,
        "The name of the site, in the same hosted zone as the service's. Left out, it answers under CloudFront's own name alone.",
        default="",
    )
    in_: str = field(
        Choice(
            LEADER,
            EVERY,
            hints={
                **dict.fromkeys(("home", "once"), f"did you mean `{LEADER}`?"),
                **dict.fromkeys(("all", "both"), f"did you mean `{EVERY}`?"),
            },
        ),
        "Where its files lie: in the first region, or in each, so that another serves them when one is lost.",
        default=LEADER,
    )
    spa: bool = field(
        Flag(),
        "A single-page application: every path whose last part has no dot gives `/index.html`. Else it gives the `index.html` of that folder.",
        default=False,
    )
    csp: dict[str, tuple[str, ...]] = field(
        Named("directive", Choice(*csp.DIRECTIVES), OneOrMany(csp.SOURCE)),
        "What pages may load beside their own files: sources of Content-Security-Policy by directive. `connect-src` has the service's names already.",
        default={},
    )
    name: str = field(
        _NAME,
        "How the names of its buckets begin, which go on with account and region; `<service>-site` if left out.",
        default="",
    )
    contents: Contents | None = plain_field(default=None)
    """What was read of the folder; None of a spec without its folder."""

    @property
    def keys(self) -> list[str]:
        """The keys of the objects that are uploaded from the folder, sorted."""
        return sorted(self.contents.files) if self.contents else []


def without_ending(keys: Iterable[str]) -> list[str]:
    """The keys whose last part has no dot, which a path without an ending may mean."""
    return [key for key in keys if "." not in key.rpartition("/")[2]]


def _resolve(kind: Kind[Site], said: Said, reading: Reading) -> Mapping[str, Site]:
    return {"": said[kind.key]} if kind.key in reading.source.names() else {}


def regions_of(stack: Stack) -> tuple[Region, ...]:
    """The regions that have a bucket; none without a site."""
    site = stack.all(SITE).get("")
    if site is None:
        return ()
    return stack.regions if site.in_ == EVERY else stack.regions[:1]  # a broken spec may have none


def has_name(stack: Stack) -> bool:
    """Whether there is a site with a name of its own, and so records and a certificate."""
    return bool(name_of(stack))


def name_of(stack: Stack) -> str:
    """The name of the site; empty where there is no site, or it has none of its own."""
    return "".join(site.domain for site in stack.all(SITE).values())


def called(stack: Stack) -> str:
    """The name of all that belongs to the site."""
    return stack.the(SITE).name or f"{names.service(stack)}-site"


def bucket(stack: Stack, region: str) -> str:
    """The name of a region's bucket, with `{account}` in it: names of buckets are taken in all accounts together."""
    return f"{called(stack)}-{{account}}-{region}"


def hosts(stack: Stack) -> list[str]:
    """The names under which pages reach the service: the shared one, and those of regions."""
    own = [name for name in region_hosts(stack).values() if name]
    return [*([shared] if (shared := host(stack)) else []), *own]


def host(stack: Stack) -> str:
    """The name that all regions share; empty where there is none, or nothing that would answer under it."""
    if has_domain(stack):
        return stack.domain
    return next((each.existing for each in stack.all(MAPPING).values()), "")


def region_hosts(stack: Stack) -> dict[str, str]:
    """The name of each region; empty where it has none but the one that AWS gives its API."""
    own = stack.all(OWN_DOMAIN).get("")
    return {region.name: own.of(region) if own else "" for region in stack.regions}


def policy(stack: Stack) -> str:
    """The Content-Security-Policy of every answer."""
    return csp.header(stack.the(SITE).csp, hosts(stack))


def service(stack: Stack) -> dict[str, Any]:
    """What `service.json` says: the service, and where it answers. Names alone: a page knows by which protocol it came."""
    path = next((f"/{each.path}" for each in stack.all(MAPPING).values() if each.path), "")
    regions = [{"name": name, "host": own or None} for name, own in region_hosts(stack).items()]
    said = {"service": stack.service, "host": host(stack) or None, "regions": regions}
    return {**said, "path": path} if path else said


def _check(stack: Stack, reading: Reading) -> None:
    site = stack.all(SITE).get("")
    if site is None:
        return
    _check_domain(site, stack, reading)
    _check_policy(site, stack, reading)


def _check_domain(site: Site, stack: Stack, reading: Reading) -> None:
    path = (SITE.key, "domain")
    zone, name = stack.zone, site.domain
    if not name:
        return
    if name in hosts(stack) or name == stack.domain:
        message = f"`{name}` is the name of the site, and of the service as well"
        reading.report(codes.SAME_NAME, path, message, "give the site another, such as `www.…`")
    elif zone and name != zone and not name.endswith(f".{zone}"):
        message = f"the site's domain `{name}` does not lie in zone `{zone}`"
        reading.report(
            codes.OUTSIDE_ZONE, path, message, f"end it with `.{zone}`, or name a `zone` that holds both"
        )
    elif zone and "." not in zone:
        message = f"the parent of `{name}` is `{zone}`, where nobody has a hosted zone"
        reading.report(codes.OUTSIDE_ZONE, path, message, f"write `zone: {name}`")


def _check_policy(site: Site, stack: Stack, reading: Reading) -> None:
    for directive, sources in site.csp.items():
        if csp.NONE in sources and len(sources) > 1:
            message = f"`{directive}` is `'none'` and something else"
            reading.report(spec_codes.BAD_VALUE, (SITE.key, "csp", directive), message, "keep one of them")
    length = len(policy(stack))
    if length > csp.MOST:
        message = (
            f"the site's Content-Security-Policy has {length:,} characters, {csp.MOST:,} at most are allowed"
        )
        path = (SITE.key, "csp") if site.csp else (SITE.key,)
        reading.report(
            spec_codes.BAD_VALUE, path, message, "name fewer sources, or `*.…` for many", at_key=True
        )


def _names(stack: Stack, _: str) -> Iterator[Name]:
    for region in regions_of(stack):
        yield Name("bucket", names.filled(bucket(stack, region.name), region.name), MOST_NAME)


SITE: Kind[Site] = single(
    "site",
    Site,
    "Static files of the service, such as its web page, behind CloudFront.",
    "s3",
    resolve=_resolve,
    check=_check,
    names=_names,
    codes=(FOLDER, FILE),
    edge=has_name,
)
