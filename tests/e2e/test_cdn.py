"""A service that stands gets a CDN step by step: every request is answered meanwhile, and every step settles."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.planning import actions, plan_again, succeed, write_tree
from tests.specs import dump, stack_of
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, prepare, undisturbed
from tfgen.rehearse.client import ask

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

DOMAIN = "api.example.com"
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "domain": DOMAIN,
    "regions": ["eu-west-1"],
    "functions": {
        "one": {"code": "src", "handler": "main.main", "runtime": "python3.13", "http": "GET /health"}
    },
}


@contextmanager
def _asking(front_door: str) -> Iterator[Counter[int]]:
    """A client that asks for the domain again and again: how often it was answered with which status."""
    answered: Counter[int] = Counter()
    stopping = threading.Event()

    def run() -> None:
        while not stopping.wait(0.1):
            answered[ask(front_door, DOMAIN, "/health", client="eu-west-1").status] += 1

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield answered
    finally:
        stopping.set()
        thread.join()


def test_a_cdn_is_added_without_a_request_that_fails(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    with undisturbed():
        from tfgen.emulator.emulator import Options, emulator

        with emulator(Options()) as aws:
            prepare(stack_of(dump(SPEC)), aws.endpoint)
            environment = {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": aws.endpoint}
            runner = Terraform(terraform, tmp_path, environment)

            def become(**changes: Any) -> str:
                """What was done."""
                write_tree(tmp_path, dump({**SPEC, **changes}))
                succeed(initialise(runner))
                applied = runner.run("apply", "-auto-approve", "-input=false", "-no-color", "-refresh=false")
                succeed(applied)
                return applied.stdout

            become()
            with _asking(aws.front_door) as answered:
                become(cdn={"step": "beside"})
                assert "0 added, 2 changed, 0 destroyed" in become(cdn={"step": "turn"})
                assert "0 added, 0 changed, 4 destroyed" in become(cdn={})
            assert set(answered) == {200} and answered[200] > 20
            through = ask(aws.front_door, DOMAIN, "/health", client="eu-west-1")
            assert through.cache.endswith("from cloudfront"), "the edge answered"
            assert not actions(plan_again(runner)).keys() & {"create", "update", "delete"}
