"""The policies that AWS manages, by their ids.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html,
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html and
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
"""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]

_YEAR = 31_536_000
_DAY = 86_400
_ORIGIN_HOSTS = (
    "host",
    "origin",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
)
_VIEWER = (
    "CloudFront-Forwarded-Proto",
    "CloudFront-Is-Android-Viewer",
    "CloudFront-Is-Desktop-Viewer",
    "CloudFront-Is-IOS-Viewer",
    "CloudFront-Is-Mobile-Viewer",
    "CloudFront-Is-SmartTV-Viewer",
    "CloudFront-Is-Tablet-Viewer",
    "CloudFront-Viewer-Address",
    "CloudFront-Viewer-ASN",
    "CloudFront-Viewer-City",
    "CloudFront-Viewer-Country",
    "CloudFront-Viewer-Country-Name",
    "CloudFront-Viewer-Country-Region",
    "CloudFront-Viewer-Country-Region-Name",
    "CloudFront-Viewer-Http-Version",
    "CloudFront-Viewer-Latitude",
    "CloudFront-Viewer-Longitude",
    "CloudFront-Viewer-Metro-Code",
    "CloudFront-Viewer-Postal-Code",
    "CloudFront-Viewer-Time-Zone",
    "CloudFront-Viewer-TLS",
)
_PREFLIGHT = ("GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def _items(*names: str) -> dict[str, Any]:
    return {"Quantity": len(names), "Items": list(names)}


def _headers(*names: str, behaviour: str = "whitelist") -> Config:
    return (
        {"HeaderBehavior": behaviour, "Headers": _items(*names)} if names else {"HeaderBehavior": behaviour}
    )


def _queries(*names: str, behaviour: str = "whitelist") -> Config:
    said = {"QueryStrings": _items(*names)} if names else {}
    return {"QueryStringBehavior": behaviour, **said}


_NONE = {"HeaderBehavior": "none"}
_NO_QUERY, _ALL_QUERIES = _queries(behaviour="none"), _queries(behaviour="all")
_NO_COOKIES, _ALL_COOKIES = {"CookieBehavior": "none"}, {"CookieBehavior": "all"}


def _cache(
    name: str,
    ttls: tuple[int, int, int],
    compressed: tuple[bool, bool],
    headers: Config = _NONE,
    cookies: Config = _NO_COOKIES,
    queries: Config = _NO_QUERY,
) -> Config:
    """Of a name, the least, default and greatest seconds, and whether gzip and brotli are told apart."""
    return {
        "Name": f"Managed-{name}",
        "Comment": "",
        "MinTTL": ttls[0],
        "DefaultTTL": ttls[1],
        "MaxTTL": ttls[2],
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": compressed[0],
            "EnableAcceptEncodingBrotli": compressed[1],
            "HeadersConfig": headers,
            "CookiesConfig": cookies,
            "QueryStringsConfig": queries,
        },
    }


def _forwarded(
    name: str, headers: Config, cookies: Config = _ALL_COOKIES, queries: Config = _ALL_QUERIES
) -> Config:
    return {
        "Name": f"Managed-{name}",
        "Comment": "",
        "HeadersConfig": headers,
        "CookiesConfig": cookies,
        "QueryStringsConfig": queries,
    }


_SECURITY = {
    "XSSProtection": {"Override": False, "Protection": True, "ModeBlock": True},
    "FrameOptions": {"Override": False, "FrameOption": "SAMEORIGIN"},
    "ReferrerPolicy": {"Override": False, "ReferrerPolicy": "strict-origin-when-cross-origin"},
    "ContentTypeOptions": {"Override": True},
    "StrictTransportSecurity": {"Override": False, "AccessControlMaxAgeSec": _YEAR},
}
_SIMPLE = {
    "AccessControlAllowOrigins": _items("*"),
    "AccessControlAllowHeaders": _items("*"),
    "AccessControlAllowMethods": _items("GET"),
    "AccessControlAllowCredentials": False,
    "OriginOverride": False,
}
_WITH_PREFLIGHT = {
    **_SIMPLE,
    "AccessControlAllowMethods": _items(*_PREFLIGHT),
    "AccessControlExposeHeaders": _items("*"),
}


def _answered(name: str, **said: Config) -> Config:
    return {"Name": f"Managed-{name}", "Comment": "", **said}


CACHE = {
    "658327ea-f89d-4fab-a63d-7e88639e58f6": _cache("CachingOptimized", (1, _DAY, _YEAR), (True, True)),
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": _cache("CachingDisabled", (0, 0, 0), (False, False)),
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": _cache(
        "CachingOptimizedForUncompressedObjects", (1, _DAY, _YEAR), (False, False)
    ),
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65": _cache(
        "UseOriginCacheControlHeaders",
        (0, 0, _YEAR),
        (True, True),
        _headers(*_ORIGIN_HOSTS),
        _ALL_COOKIES,
    ),
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe": _cache(
        "UseOriginCacheControlHeaders-QueryStrings",
        (0, 0, _YEAR),
        (True, True),
        _headers(*_ORIGIN_HOSTS),
        _ALL_COOKIES,
        _ALL_QUERIES,
    ),
    "08627262-05a9-4f76-9ded-b50ca2e3a84f": _cache(
        "Elemental-MediaPackage",
        (0, _DAY, _YEAR),
        (True, False),
        _headers("origin"),
        _NO_COOKIES,
        _queries("aws.manifestfilter", "start", "end", "m"),
    ),
    "2e54312d-136d-493c-8eb9-b001f22f67d2": _cache(
        "Amplify",
        (2, 2, 600),
        (True, True),
        _headers("Authorization", "CloudFront-Viewer-Country", "Host"),
        _ALL_COOKIES,
        _ALL_QUERIES,
    ),
}

ORIGIN_REQUEST = {
    "216adef6-5c7f-47e4-b989-5492eafa07d3": _forwarded("AllViewer", {"HeaderBehavior": "allViewer"}),
    "b689b0a8-53d0-40ab-baf2-68738e2966ac": _forwarded(
        "AllViewerExceptHostHeader", _headers("host", behaviour="allExcept")
    ),
    "33f36d7e-f396-46d9-90e0-52428a34d9dc": _forwarded(
        "AllViewerAndCloudFrontHeaders-2022-06",
        _headers(*_VIEWER, behaviour="allViewerAndWhitelistCloudFront"),
    ),
    "59781a5b-3903-41f3-afcb-af62929ccde1": _forwarded(
        "CORS-CustomOrigin", _headers("origin"), _NO_COOKIES, _NO_QUERY
    ),
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": _forwarded(
        "CORS-S3Origin",
        _headers("origin", "access-control-request-headers", "access-control-request-method"),
        _NO_COOKIES,
        _NO_QUERY,
    ),
    "775133bc-15f2-49f9-abea-afb2e0bf67d2": _forwarded(
        "Elemental-MediaTailor-PersonalizedManifests",
        _headers(
            "origin",
            "access-control-request-headers",
            "access-control-request-method",
            "user-agent",
            "x-forwarded-for",
        ),
        _NO_COOKIES,
        _ALL_QUERIES,
    ),
    "acba4595-bd28-49b8-b9fe-13317c0390fa": _forwarded(
        "UserAgentRefererHeaders", _headers("user-agent", "referer"), _NO_COOKIES, _NO_QUERY
    ),
}

RESPONSE_HEADERS = {
    "60669652-455b-4ae9-85a4-c4c02393f86c": _answered("SimpleCORS", CorsConfig=_SIMPLE),
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd": _answered("CORS-With-Preflight", CorsConfig=_WITH_PREFLIGHT),
    "67f7725c-6f97-4210-82d7-5512b31e9d03": _answered(
        "SecurityHeadersPolicy", SecurityHeadersConfig=_SECURITY
    ),
    "e61eb60c-9c35-4d20-a928-2b84e02af89c": _answered(
        "CORS-and-SecurityHeadersPolicy", CorsConfig=_SIMPLE, SecurityHeadersConfig=_SECURITY
    ),
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63": _answered(
        "CORS-with-preflight-and-SecurityHeadersPolicy",
        CorsConfig=_WITH_PREFLIGHT,
        SecurityHeadersConfig=_SECURITY,
    ),
}
