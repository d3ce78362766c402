"""Losing, slowing and healing regions of an emulator that runs elsewhere, over HTTP.

GET /_tfgen/regions tells what is wrong by region; PUT /_tfgen/regions/eu-west-1 {"lost": ["api"], "delay": 0.5} makes
a region so, and {} heals it.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterable
from typing import Any

from tfgen.emulator.chaos import Chaos, Part
from tfgen.stack.region_name import REGIONS

PATH = "/_tfgen/regions"

_MOST_DELAY = 60


class Control:
    """A WSGI application: answers what is under PATH, and passes everything else on."""

    def __init__(self, application: Any, chaos: Chaos) -> None:
        self._application = application
        self._chaos = chaos

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request."""
        path = environ.get("PATH_INFO", "")
        if path != PATH and not path.startswith(f"{PATH}/"):
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        status, content = self._answer(environ, path.removeprefix(PATH).strip("/"))
        body = json.dumps(content).encode()
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        start_response(status, headers)
        return [body]

    def _answer(self, environ: dict[str, Any], region: str) -> tuple[str, object]:
        if environ["REQUEST_METHOD"] == "GET" and not region:
            return "200 OK", self._chaos.state()
        if environ["REQUEST_METHOD"] != "PUT" or region not in REGIONS:
            return "404 Not Found", {"error": f"there is PUT {PATH}/REGION, and GET {PATH}"}
        try:
            wanted = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
            if not isinstance(wanted, dict):
                raise ValueError('an object such as {"lost": ["api"], "delay": 0.5} is taken')
            lost = [Part(part) for part in wanted.get("lost", ())]
            delay = float(wanted.get("delay", 0))
            if not 0 <= delay <= _MOST_DELAY:
                raise ValueError(f"a delay is 0 to {_MOST_DELAY} seconds")
        except (ValueError, TypeError) as error:
            return "400 Bad Request", {"error": str(error)}
        self._chaos.put(region, lost, delay)
        return "200 OK", self._chaos.state()


def lose(endpoint: str, region: str, parts: Iterable[str]) -> dict[str, Any]:
    """Loses parts of a region of a running emulator, besides those that are lost; gives what is wrong, by region.

    Raises OSError, with words for people, if no emulator answers there.
    """
    now = _now(endpoint, region)
    return _put(endpoint, region, [*now["lost"], *parts], now["delay"])


def slow(endpoint: str, region: str, seconds: float) -> dict[str, Any]:
    """Makes a region of a running emulator answer late. Gives and raises what lose does."""
    return _put(endpoint, region, _now(endpoint, region)["lost"], seconds)


def heal(endpoint: str, region: str) -> dict[str, Any]:
    """Gives a region of a running emulator back as it was. Gives and raises what lose does."""
    return _put(endpoint, region, [], 0.0)


def state(endpoint: str) -> dict[str, Any]:
    """What is wrong in a running emulator, by region. Raises what lose does."""
    return _json(_request(endpoint))


def _now(endpoint: str, region: str) -> dict[str, Any]:
    found: dict[str, Any] = state(endpoint).get(region, {"lost": [], "delay": 0.0})
    return found


def _put(endpoint: str, region: str, lost: Iterable[str], delay: float) -> dict[str, Any]:
    request = _request(endpoint, region)
    request.method = "PUT"
    request.data = json.dumps({"lost": sorted(set(lost)), "delay": delay}).encode()
    return _json(request)


def _request(endpoint: str, region: str = "") -> urllib.request.Request:
    if not endpoint.startswith(("http://", "https://")):
        raise OSError("an address starts with http://")
    return urllib.request.Request(f"{endpoint.rstrip('/')}{PATH}/{region}".rstrip("/"))  # noqa: S310  # checked above


def _json(request: urllib.request.Request) -> dict[str, Any]:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as error:
        raise OSError(f"it answered {error.code}: {error.read(200).decode('utf-8', 'replace')}") from error
    except urllib.error.URLError as error:
        raise OSError(str(error.reason)) from error
    except (ValueError, http.client.HTTPException) as error:
        raise OSError(f"what answers there is no emulator of tfgen: {error}") from error
