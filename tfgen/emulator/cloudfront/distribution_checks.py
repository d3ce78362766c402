"""What CloudFront refuses of a distribution.

Sources: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html#API_CreateDistribution_Errors;
messages as users report them: https://github.com/hashicorp/terraform-provider-aws/issues/13489 and
https://github.com/hashicorp/terraform-provider-aws/issues/13828 (certificates),
https://github.com/cloudposse/terraform-aws-cloudfront-s3-cdn/pull/72 (names without one),
https://github.com/klaemo/s3-website/issues/25 (names of others),
https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/71 (policies beside older settings),
https://github.com/jetbridge/cdk-nextjs/issues/129 (methods with origin groups)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from moto.backends import get_backend
from moto.cloudfront.exceptions import DomainNameNotAnS3Bucket, OriginDoesNotExist

from tfgen.emulator.cloudfront import aliases, certificates, policies
from tfgen.emulator.cloudfront.edge_functions import associations, live
from tfgen.emulator.cloudfront.refused import refused

Config = Mapping[str, Any]

S3_NAME = re.compile(r"(?P<bucket>[a-z0-9.-]+)\.s3(?:[.-](?P<region>[a-z]{2}-[a-z-]+-\d))?\.amazonaws\.com")
"""Of a bucket, with the region in it or without."""

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_READS = frozenset({"GET", "HEAD"})
_METHODS = (_READS, _READS | {"OPTIONS"}, _READS | {"OPTIONS"} | _WRITES)
_OLD = ("ForwardedValues",)
_ERRORS = frozenset({400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504})
_REFERENCES = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements"


def check(backend: Any, config: Config, but: str = "") -> None:
    """Raises what CloudFront answers; `but` is the id of the distribution that is changed."""
    origins = {str(each["Id"]): each for each in config["Origins"]["Items"]}
    groups = {str(each["Id"]): each for each in (config.get("OriginGroups") or {}).get("Items") or ()}
    for origin in origins.values():
        _check_origin(backend, origin)
    for group in groups.values():
        _check_group(group, origins)
    for behaviour in policies.behaviours(config):
        _check_behaviour(backend, behaviour, origins, groups)
    _check_names(config, but)
    _check_errors(config)
    _check_web_acl(str(config.get("WebACLId") or ""))


def _check_origin(backend: Any, origin: Config) -> None:
    if "S3OriginConfig" in origin and not S3_NAME.fullmatch(origin["DomainName"]):
        raise DomainNameNotAnS3Bucket
    if (
        "S3OriginConfig" not in origin
        and "CustomOriginConfig" not in origin
        and "VpcOriginConfig" not in origin
    ):
        raise refused(
            "InvalidArgument", "The parameter Origin must have an S3 or a custom origin configuration."
        )
    control = origin.get("OriginAccessControlId")
    if control and control not in backend.origin_access_controls:
        raise refused("InvalidOriginAccessControl", "The origin access control is not valid.")


def _check_group(group: Config, origins: Config) -> None:
    members = [each["OriginId"] for each in group["Members"]["Items"]]
    if len(members) != 2:
        raise refused("InvalidArgument", "The parameter Members of an origin group must have two origins.")
    if any(member not in origins for member in members):
        raise OriginDoesNotExist


def _check_behaviour(backend: Any, behaviour: Config, origins: Config, groups: Config) -> None:
    target = behaviour["TargetOriginId"]
    if target not in origins and target not in groups:
        raise OriginDoesNotExist
    _check_methods(behaviour, target in groups)
    for kind in policies.KINDS:
        wanted = behaviour.get(f"{kind.name}Id")
        if wanted and wanted not in kind.managed and wanted not in policies.own(backend, kind):
            raise refused(f"NoSuch{kind.name}", f"The {kind.words} does not exist.")
    if behaviour.get("CachePolicyId"):
        for name in _OLD:
            if behaviour.get(name):
                raise refused(
                    "InvalidArgument",
                    f"The parameter {name} cannot be used when a cache policy is associated to the cache behavior.",
                )
    elif not behaviour.get("ForwardedValues"):
        raise refused("InvalidArgument", "The parameter ForwardedValues is required.")
    elif behaviour.get("OriginRequestPolicyId"):
        raise refused("InvalidArgument", "An origin request policy needs a cache policy.")
    _check_functions(backend, behaviour)


def _check_methods(behaviour: Config, is_group: bool) -> None:
    said = behaviour.get("AllowedMethods") or {}
    allowed = frozenset(said.get("Items") or _READS)
    cached = frozenset((said.get("CachedMethods") or {}).get("Items") or _READS)
    if allowed not in _METHODS or cached not in _METHODS[:2]:
        raise refused(
            "InvalidArgument", "The parameter AllowedMethods contains methods that are not allowed."
        )
    if not cached <= allowed:
        raise refused("InvalidArgument", "The parameter CachedMethods contains methods that are not allowed.")
    if is_group and allowed & _WRITES:
        raise refused(
            "InvalidArgument",
            "The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated "
            "with an origin group.",
        )


def _check_functions(backend: Any, behaviour: Config) -> None:
    seen: set[str] = set()
    for each in associations(behaviour):
        function = next(
            (one for one in list(backend.functions.values()) if one.arn == each["FunctionARN"]), None
        )
        if function is None or live(function) is None:
            raise refused(
                "InvalidFunctionAssociation",
                f"The function {each['FunctionARN']} does not exist, or is not published to the LIVE stage.",
            )
        if each["EventType"] not in ("viewer-request", "viewer-response") or each["EventType"] in seen:
            raise refused(
                "InvalidFunctionAssociation",
                f"A behavior has one function for the event {each['EventType']}.",
            )
        seen.add(each["EventType"])


def _check_names(config: Config, but: str) -> None:
    names, said = aliases.of(config), config.get("ViewerCertificate") or {}
    arn, others = str(said.get("ACMCertificateArn") or ""), said.get("IAMCertificateId")
    if arn:
        certificate = certificates.issued(arn)
        if certificate is None:
            raise refused(
                "InvalidViewerCertificate",
                "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't "
                "include a valid certificate chain.",
            )
        if certificates.uncovered(certificate, names):
            raise refused(
                "InvalidViewerCertificate",
                "The certificate that is attached to your distribution doesn't cover the alternate domain name "
                f"(CNAME) that you're trying to add. For more details, see: {_REFERENCES}",
            )
    elif names and not others:
        raise refused(
            "InvalidViewerCertificate",
            "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted "
            f"certificate that validates your authorization to use the domain name. For more details, see: {_REFERENCES}",
        )
    if any(aliases.is_taken(name, but) for name in names) or len(set(names)) < len(names):
        raise refused(
            "CNAMEAlreadyExists",
            "One or more of the CNAMEs you provided are already associated with a different resource.",
        )


def _check_errors(config: Config) -> None:
    for each in (config.get("CustomErrorResponses") or {}).get("Items") or ():
        if int(each["ErrorCode"]) not in _ERRORS:
            raise refused("InvalidErrorCode", f"CloudFront takes no error response for {each['ErrorCode']}.")
        if bool(each.get("ResponsePagePath")) is not bool(each.get("ResponseCode")):
            raise refused("InvalidResponseCode", "ResponseCode and ResponsePagePath go together.")


def _check_web_acl(arn: str) -> None:
    if arn and arn not in set(_web_acls()):
        raise refused(
            "InvalidWebACLId", f"Invalid request provided: Web ACL is not accessible by the requester: {arn}"
        )


def _web_acls() -> Iterator[str]:
    for account in get_backend("wafv2").values():
        yield from (acl.arn for acl in list(account["global"].wacls.values()))
