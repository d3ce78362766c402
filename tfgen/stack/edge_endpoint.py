"""Edge-optimised endpoints: what they cannot be combined with."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Code
from tfgen.spec.source import Path
from tfgen.stack.reading import Reading

CANNOT_BE_EDGE = Code(
    "TFG162",
    "edge endpoint where there can be none",
    finds="""`endpoint: edge` of an HTTP API, in several regions, while a region retires, under a domain that is made
elsewhere, behind a `cdn`, or with settings of `routing` that lead to regions.""",
    why="""the domain of such an endpoint stands on a CloudFront distribution of API Gateway's own, and CloudFront knows
a name once in all of AWS. In a second region `CreateDomainName` answers `The domain name you provided is already
associated with an existing CloudFront distribution`
(https://github.com/amplify-education/serverless-domain-manager/issues/58), where regional names may be shared by
several regions (https://repost.aws/knowledge-center/custom-domain-name-amazon-api-gateway). So there is one target to
lead clients to, nothing for latency records to choose from, and nowhere to fail over to. HTTP APIs have regional
endpoints alone (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html). For a distribution of
one's own AWS says to use a regional endpoint, so that there is one and not two
(https://docs.aws.amazon.com/apigateway/latest/developerguide/create-regional-api.html).""",
    example="""\
regions: [eu-west-1, us-east-1]
api: {kind: rest, endpoint: edge}
""",
    instead="""regional endpoints, the default, wherever there is more than one region; `kind: rest` and one region for
an edge endpoint.""",
)
_ROUTES = ("drained", "health", "regional", "ttl")
"""Settings of `routing` that make, or rest on, records by latency, health checks, or CNAMEs."""
_ENDPOINT: Path = ("api", "endpoint")


def check_edge(endpoint: str, kind: str, record: str, reading: Reading) -> None:
    """Reports what an edge-optimised endpoint, with records of some type, cannot be combined with."""
    for path, message, hint in _clashes(kind, record, reading) if endpoint == "edge" else ():
        reading.report(CANNOT_BE_EDGE, path, message, hint)


def _clashes(kind: str, record: str, reading: Reading) -> Iterator[tuple[Path, str, str]]:
    source = reading.source
    regions = source.names("regions")
    if kind != "rest":
        yield _ENDPOINT, "an HTTP API has no edge endpoint", "write `kind: rest`, or leave `endpoint` out"
    if len(regions) > 1:
        message = (
            f"an edge endpoint cannot be in {len(regions)} regions: CloudFront knows its domain once in all of AWS, "
            "and API Gateway refuses it in a second region"
        )
        hint = (
            "leave `endpoint` out: regional endpoints share a domain, and latency records lead to the nearest"
        )
        yield _ENDPOINT, message, hint
    if source.names("retiring"):
        message = "an edge endpoint's record cannot stand beside those of a region that retires"
        yield _ENDPOINT, message, "apply with regional endpoints until `retiring` is empty"
    if "cdn" in source.names():
        message = "a CDN before an edge endpoint is CloudFront twice: one hop more for every request, and the second caches nothing"
        yield _ENDPOINT, message, "leave `endpoint` out: `cdn` goes before regional endpoints"
    if "existing" in source.names("domain"):
        message = "a domain that is made elsewhere has the endpoint that its owner gives it"
        yield _ENDPOINT, message, "leave `endpoint` out, or make a domain"
    for setting in _ROUTES:
        if setting in source.names("routing"):
            message = f"`{setting}` has no meaning with an edge endpoint: alias records lead to one target, without a health check"
            yield ("routing", setting), message, "take it out, or leave `endpoint: edge` out"
    if record == "cname":
        message = "an edge endpoint has alias records, which CloudFront's names take at no cost"
        yield ("routing", "record"), message, "write `record: alias`, or leave it out"
