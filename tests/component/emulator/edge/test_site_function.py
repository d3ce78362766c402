"""The function of modules/site: which file a path gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.specs import ROOT
from tfgen.emulator.edge.functions import EdgeFunctions
from tfgen.emulator.here.not_here import NotRunHereError

_CODE = re.compile(r"<<-JS\n(.*?)\n  JS\n", re.DOTALL)
FILES = ["/LICENSE", "/docs/a%20b"]
PATHS = [
    ("/", "/index.html", "/index.html"),
    ("/index.html", "/index.html", "/index.html"),
    ("/orders", "/index.html", "/orders/index.html"),
    ("/orders/", "/index.html", "/orders/index.html"),
    ("/v1.2/orders", "/index.html", "/v1.2/orders/index.html"),
    ("/assets/app.js", "/assets/app.js", "/assets/app.js"),
    ("/absent.txt", "/absent.txt", "/absent.txt"),
    ("/LICENSE", "/LICENSE", "/LICENSE"),
    ("/docs/a%20b", "/docs/a%20b", "/docs/a%20b"),
    ("/docs/LICENSE", "/index.html", "/docs/LICENSE/index.html"),
    (
        "/.well-known/apple-app-site-association",
        "/.well-known/apple-app-site-association",
        "/.well-known/apple-app-site-association",
    ),
]


@pytest.fixture(scope="module")
def functions() -> Iterator[EdgeFunctions]:
    found = EdgeFunctions()
    try:
        found.run("function handler(event) { return event.request; }", {"request": {}})
    except NotRunHereError as lack:
        pytest.skip(str(lack))
    yield found
    found.close()


def _code(*, spa: bool) -> str:
    found = _CODE.search((ROOT / "modules/site/site.tf").read_text("utf-8"))
    assert found
    filled = found[1].replace("${jsonencode(var.files_without_ending)}", json.dumps(FILES))
    code = filled.replace("${jsonencode(var.spa)}", json.dumps(spa))
    assert "${" not in code
    return code


@pytest.mark.parametrize(("path", "one_page", "folders"), PATHS, ids=[path for path, *_ in PATHS])
def test_paths_without_an_ending_give_a_page_and_files_themselves(
    functions: EdgeFunctions, path: str, one_page: str, folders: str
) -> None:
    event = {"request": {"uri": path, "method": "GET", "headers": {}, "querystring": {}, "cookies": {}}}
    assert functions.run(_code(spa=True), event)["uri"] == one_page
    assert functions.run(_code(spa=False), event)["uri"] == folders
