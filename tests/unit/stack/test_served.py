"""How files of a site are served, by their names."""

from __future__ import annotations

import pytest

from tfgen.stack.served import LONG, NO_CACHE, OTHER, SHORT, cache_control, content_type


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("Docs/INDEX.HTM", "text/html; charset=utf-8"),
        ("app.mjs", "text/javascript; charset=utf-8"),
        ("logo.svg", "image/svg+xml; charset=utf-8"),
        ("photo.JPG", "image/jpeg"),
        ("font.woff2", "font/woff2"),
        (".well-known/apple-app-site-association", "application/json"),
        ("LICENSE", OTHER),
        ("html", OTHER),
        ("data.unknown", OTHER),
    ],
)
def test_a_file_has_the_type_of_its_ending(key: str, told: str) -> None:
    assert content_type(key) == told


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("index.html", NO_CACHE),
        ("index.3f2a9c1b.html", NO_CACHE),
        ("app.js", SHORT),
        ("app.3f2a9c1b.js", LONG),
        ("main-3f2a9c1b5d6e7f80.css", LONG),
        ("assets/index-BkX3_a9Q.js", LONG),
        ("_app/immutable/nodes/0.Dx8kA1b2.js", LONG),
        ("index-BkX3_a9Q.js", SHORT),  # no bundler's folder: it may be a word
        ("notes/for-Release1.pdf", SHORT),
        ("reports/2026-20260131.pdf", SHORT),  # a date
        ("assets/photo-20260131.jpg", SHORT),
        ("assets/app-deadbeef.js", SHORT),
        ("jquery-3.6.0.min.js", SHORT),
        ("app.3f2a9c1b", SHORT),
        ("3f2a9c1b.js", SHORT),
        ("assets/bootstrap-bundle.js", SHORT),
    ],
)
def test_what_has_its_hash_in_its_name_is_kept_for_a_year_and_pages_are_asked_for_again(
    key: str, told: str
) -> None:
    assert cache_control(key) == told
