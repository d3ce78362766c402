"""How a file of a site is served: its content type and how long it may be kept, told by its name alone."""

from __future__ import annotations

import posixpath
import re

HTML = ("html", "htm")
_TEXT = {
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "geojson": "application/geo+json",
    "xml": "application/xml",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "vtt": "text/vtt",
    "ics": "text/calendar",
}
_BINARY = {
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "otf": "font/otf",
    "ttf": "font/ttf",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "webm": "video/webm",
    "gz": "application/gzip",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "zip": "application/zip",
}
"""Registered media types: https://www.iana.org/assignments/media-types/media-types.xhtml"""
_OF_NAME = {"apple-app-site-association": "application/json"}
"""Names that must have no ending: https://developer.apple.com/documentation/xcode/supporting-associated-domains"""
OTHER = "application/octet-stream"

NO_CACHE = "no-cache"
"""Kept, and asked for again each time: a page that names other files must be the newest."""
SHORT = "public, max-age=300"
LONG = "public, max-age=31536000, immutable"
"""A year: what has its contents' hash in its name never changes."""

_HEX = re.compile(r"[._-](?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}(?=\.)").search
_MIXED = re.compile(r"[.-](?=\w{0,7}[0-9])(?=\w{0,7}[A-Z])\w{8}(?=\.)", re.ASCII).search
_OF_BUNDLERS = frozenset({"_app", "_astro", "_next", "_nuxt", "assets", "chunks", "immutable", "static"})
"""Folders into which bundlers write; elsewhere eight letters and digits may be a word, such as `Release1`."""


def content_type(key: str) -> str:
    """The media type of a file; text says that it is UTF-8."""
    name, ending = _parts(key)
    if ending in _TEXT:
        return f"{_TEXT[ending]}; charset=utf-8"
    return _BINARY.get(ending) or _OF_NAME.get(name, OTHER)


def cache_control(key: str) -> str:
    """How long browsers and the edge may keep a file."""
    name, ending = _parts(key)
    if ending in HTML:
        return NO_CACHE
    return LONG if _is_fingerprinted(key, name) else SHORT


def _parts(key: str) -> tuple[str, str]:
    """The name of a file, and its ending in lower case; empty where it has none."""
    name = posixpath.basename(key)
    return name, name.rpartition(".")[2].lower() if "." in name else ""


def _is_fingerprinted(key: str, name: str) -> bool:
    in_bundle = bool(_OF_BUNDLERS & {*posixpath.dirname(key).split("/")})
    return bool(_HEX(name) or (in_bundle and _MIXED(name)))
