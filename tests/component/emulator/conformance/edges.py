"""Steps that ask a distribution, before an API or before a bucket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.component.emulator.conformance.outcome import Outcome

if TYPE_CHECKING:
    from tests.component.emulator.conformance.service import Kept

DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_NONE = {
    "HeadersConfig": {"HeaderBehavior": "none"},
    "CookiesConfig": {"CookieBehavior": "none"},
    "QueryStringsConfig": {"QueryStringBehavior": "none"},
}
_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]


def edge(kept: Kept, step: Mapping[str, Any]) -> Outcome:
    """`{edge: GET /path, api | bucket: …, distribution: …, headers: …, client: region, returns: …, before: [...]}`.

    An API is described as for `request`; a bucket by its objects and whether its policy lets the distribution read and
    `lists`. A distribution has settings of the API's, with `cache`, `forward` and `answers` for what is in the three
    policies of its default behaviour, and `functions` by event. `before` are requests before it, by what is other in
    them; each may say that time `passes` in seconds before it, and whether the region is `lost`; `invalidates` paths. The
    answer has status, headers, body, and the event of the function, if it was asked.
    """
    from tests.component.emulator.conformance.service import asked

    said = {name: step[name] for name in ("api", "bucket", "distribution") if name in step}
    identifier, host = kept.kept(said, lambda name: _made(kept, name, said))
    kept.service.door.edge.cache.forget(identifier)
    lost = False
    try:
        for each in (*({**step, **one} for one in step.get("before", ())), step):
            kept.service.door.edge.clock.pass_time(each.get("passes", 0))
            if bool(each.get("lost")) is not lost:
                lost = not lost
                (kept.service.chaos.lose if lost else kept.service.chaos.heal)("eu-west-1")
            if "invalidates" in each:
                batch = {
                    "Paths": {"Quantity": 1, "Items": [each["invalidates"]]},
                    "CallerReference": each["invalidates"],
                }
                kept.cloudfront.create_invalidation(DistributionId=identifier, InvalidationBatch=batch)
            client = {"x-client-region": each.get("client", "eu-west-1")}
            answer = asked(
                kept,
                {**each, "request": each["edge"], "headers": {**client, **each.get("headers", {})}},
                host,
            )
    finally:
        kept.service.chaos.heal("eu-west-1")
    if kept.seen.exists():
        answer["event"] = json.loads(kept.seen.read_text())
    return Outcome(answer)


def _made(kept: Kept, name: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """The id and the name of a distribution."""
    wanted = dict(said.get("distribution", {}))
    origins = [_origin(kept, name, said)]
    behaviour = {
        "TargetOriginId": "o",
        "ViewerProtocolPolicy": "redirect-to-https",
        "Compress": True,
        "CachePolicyId": _policies(kept, name, wanted.pop("cache", None)),
        **wanted.pop("behaviour", {}),
        **_others(kept, name, wanted),
    }
    if "api" in said:
        cached = {"Quantity": 2, "Items": ["GET", "HEAD"]}
        methods = {"Quantity": len(_METHODS), "Items": _METHODS, "CachedMethods": cached}
        behaviour.setdefault("AllowedMethods", methods)
    config = {
        "CallerReference": name,
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": len(origins), "Items": origins},
        "DefaultCacheBehavior": behaviour,
        **wanted,
    }
    made = kept.cloudfront.create_distribution(DistributionConfig=config)["Distribution"]
    if "bucket" in said:
        _allow(kept, f"bucket-{name}", made["ARN"], said["bucket"])
    return made["Id"], made["DomainName"]


def _origin(kept: Kept, name: str, said: Mapping[str, Any]) -> dict[str, Any]:
    headers = said.get("distribution", {}).get("sends", {})
    custom = [{"HeaderName": each, "HeaderValue": value} for each, value in headers.items()]
    origin = {"Id": "o", "CustomHeaders": {"Quantity": len(custom), "Items": custom}}
    if "api" in said:
        protocol = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
        return {**origin, "DomainName": kept.api(said["api"]), "CustomOriginConfig": protocol}
    s3 = kept.service.aws.client("s3")
    bucket = f"bucket-{name}"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for key, each in said["bucket"]["objects"].items():
        s3.put_object(Bucket=bucket, Key=key, **{**each, "Body": each["Body"].encode()})
    control = {
        "Name": name,
        "SigningProtocol": "sigv4",
        "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3",
    }
    identifier = kept.cloudfront.create_origin_access_control(OriginAccessControlConfig=control)[
        "OriginAccessControl"
    ]["Id"]
    return {
        **origin,
        "DomainName": f"{bucket}.s3.eu-west-1.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
        "OriginAccessControlId": identifier,
    }


def _allow(kept: Kept, bucket: str, distribution: str, said: Mapping[str, Any]) -> None:
    actions = {"s3:GetObject": f"arn:aws:s3:::{bucket}/*"}
    if said.get("lists"):
        actions["s3:ListBucket"] = f"arn:aws:s3:::{bucket}"
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": action,
            "Resource": resource,
            "Condition": {"StringEquals": {"AWS:SourceArn": said.get("only", distribution)}},
        }
        for action, resource in actions.items()
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    kept.service.aws.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)


def _policies(kept: Kept, name: str, cache: Mapping[str, Any] | None) -> str:
    if cache is None:
        return DISABLED
    key = {"EnableAcceptEncodingGzip": False, "EnableAcceptEncodingBrotli": False, **_NONE}
    ttls = {each: cache[each] for each in ("MinTTL", "DefaultTTL", "MaxTTL") if each in cache}
    config = {
        "Name": name,
        "MinTTL": 0,
        **ttls,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            **key,
            **{each: value for each, value in cache.items() if each not in ttls},
        },
    }
    made = kept.cloudfront.create_cache_policy(CachePolicyConfig=config)
    return str(made["CachePolicy"]["Id"])


def _others(kept: Kept, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    wanted.pop("sends", None)
    if "forward" in wanted:
        config = {"Name": name, **_NONE, **wanted.pop("forward")}
        made = kept.cloudfront.create_origin_request_policy(OriginRequestPolicyConfig=config)
        found["OriginRequestPolicyId"] = made["OriginRequestPolicy"]["Id"]
    if "answers" in wanted:
        config = {"Name": name, **wanted.pop("answers")}
        made = kept.cloudfront.create_response_headers_policy(ResponseHeadersPolicyConfig=config)
        found["ResponseHeadersPolicyId"] = made["ResponseHeadersPolicy"]["Id"]
    functions = [
        {"EventType": event, "FunctionARN": _function(kept, f"{name}-{event}", code)}
        for event, code in wanted.pop("functions", {}).items()
    ]
    if functions:
        found["FunctionAssociations"] = {"Quantity": len(functions), "Items": functions}
    return found


def _function(kept: Kept, name: str, code: str) -> str:
    config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
    made = kept.cloudfront.create_function(Name=name, FunctionConfig=config, FunctionCode=code.encode())
    kept.cloudfront.publish_function(Name=name, IfMatch=made["ETag"])
    return str(made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"])
