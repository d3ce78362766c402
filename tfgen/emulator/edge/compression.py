"""Answers that the edge compresses: with gzip alone, where CloudFront prefers Brotli.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
"""

from __future__ import annotations

import gzip

from tfgen.emulator.front_door.answer import Answer

_SIZES = range(1_000, 10_000_001)
_STATUSES = frozenset({200, 403, 404})
_TYPES = frozenset(
    [
        "application/dash+xml",
        "application/eot",
        "application/font",
        "application/font-sfnt",
        "application/javascript",
        "application/json",
        "application/opentype",
        "application/otf",
        "application/pdf",
        "application/pkcs7-mime",
        "application/protobuf",
        "application/rss+xml",
        "application/truetype",
        "application/ttf",
        "application/vnd.apple.mpegurl",
        "application/vnd.mapbox-vector-tile",
        "application/vnd.ms-fontobject",
        "application/wasm",
        "application/xhtml+xml",
        "application/xml",
        "application/x-font-opentype",
        "application/x-font-truetype",
        "application/x-font-ttf",
        "application/x-httpd-cgi",
        "application/x-javascript",
        "application/x-mpegurl",
        "application/x-opentype",
        "application/x-otf",
        "application/x-perl",
        "application/x-ttf",
        "font/eot",
        "font/opentype",
        "font/otf",
        "font/ttf",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/js",
        "text/plain",
        "text/richtext",
        "text/tab-separated-values",
        "text/xml",
        "text/x-component",
        "text/x-java-source",
        "text/x-script",
    ]
)


def compressed(answer: Answer, accepted: str) -> Answer:
    """An answer in the encoding that a normalised Accept-Encoding takes, if it is of a kind that gets smaller."""
    headers = {name.lower(): value for name, value in answer.headers}
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_fit = (
        "gzip" in accepted
        and answer.status in _STATUSES
        and "content-encoding" not in headers
        and len(answer.body) in _SIZES
        and kind in _TYPES
    )
    if not is_fit:
        return answer
    changed = [(name, _weak(value) if name.lower() == "etag" else value) for name, value in answer.headers]
    changed += [("content-encoding", "gzip"), ("vary", "Accept-Encoding")]
    return Answer(answer.status, changed, gzip.compress(answer.body, mtime=0), answer.reason)


def _weak(etag: str) -> str:
    return etag if etag.startswith("W/") else f"W/{etag}"
