"""The recorded Price List, and a server that answers with it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "recorded"
EU, US = "eu-central-1", "us-east-1"
REGIONS = (EU, US)

Page = dict[str, Any]


@cache
def files() -> dict[str, bytes]:
    """The bulk files by their paths."""
    root = FOLDER / "bulk"
    return {
        f"/{path.relative_to(root).as_posix()}": path.read_bytes() for path in sorted(root.rglob("*.json"))
    }


def file_of(service: str, region: str) -> str:
    """The path of a service's file of a region."""
    return next(path for path in files() if f"/{service}/" in path and path.endswith(f"/{region}/index.json"))


def changed(path: str, change: Callable[[Page], None]) -> dict[str, bytes]:
    """The bulk files, one of them changed."""
    found = files()
    data = json.loads(found[path])
    change(data)
    return {**found, path: json.dumps(data).encode()}


def product(data: Page, usage: str) -> Page:
    """The product with a usage type in the data of a bulk file."""
    return next(each for each in data["products"].values() if each["attributes"]["usagetype"] == usage)


def dimensions(data: Page, usage: str) -> list[Page]:
    """Its price dimensions."""
    (term,) = data["terms"]["OnDemand"][product(data, usage)["sku"]].values()
    return list(term["priceDimensions"].values())


def pages(service: str, region: str) -> list[Page]:
    """Pages of GetProducts: recorded ones, or one with the products of the bulk file."""
    path = FOLDER / "get-products" / f"{service}.{region.replace('aws-other', 'global')}.json"
    if path.exists():
        recorded: list[Page] = json.loads(path.read_text("utf-8"))
        return recorded
    data = json.loads(files()[file_of(service, region)])
    entries = [
        {
            "product": each,
            "serviceCode": data["offerCode"],
            "terms": {"OnDemand": data["terms"]["OnDemand"][sku]},
            "version": data["version"],
            "publicationDate": data["publicationDate"],
        }
        for sku, each in data["products"].items()
    ]
    return [{"FormatVersion": "aws_v1", "PriceList": [json.dumps(entry) for entry in entries]}]


class Site:
    """What a server has, and what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, bytes] = {}
        self.statuses: dict[str, list[int]] = {}
        """Statuses that come before a file, one for each request."""
        self.missing: dict[str, int] = {}
        """How many bytes of a file are announced and do not come."""
        self.asked: list[str] = []


@contextmanager
def served() -> Iterator[Site]:
    """A server of files on 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.files.get(self.path)
            before = site.statuses.get(self.path, [])
            status = before.pop(0) if before else 404 if body is None else 200
            body = body if body is not None and status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) + site.missing.get(self.path, 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
