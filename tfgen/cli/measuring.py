"""`tfgen latency --measure`, and `--from-logs`: what asks the network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tfgen.cli.console import progress
from tfgen.cli.ending import exit_status, say, stop, stop_on, wrong_use

if TYPE_CHECKING:
    from tfgen.latency.clients import Client
    from tfgen.latency.measure import Measured
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack


def measured(loaded: Readable, urls: list[str], count: int) -> tuple[list[Measured], int]:
    """What each URL of a spec took, and the exit status: those that fail are told.

    The end of the run if all do, or if there is none.
    """
    from tfgen.latency.codes import NO_NAME
    from tfgen.latency.measure import measure
    from tfgen.latency.targets import targets

    asked = targets(loaded.stack, _urls(loaded.stack, urls))
    if not asked:
        place = loaded.source.span(())
        hint = "`--url REGION=URL` says one; `terraform output region_urls` tells them"
        stop([NO_NAME("the spec has no domain, so nobody knows what to ask", place, hint)], loaded.sources)
    found, diagnostics = measure(asked, count, progress=progress)
    if diagnostics:
        say(diagnostics, {})
    if not found:
        sys.exit(exit_status(diagnostics))
    return found, exit_status(diagnostics)


def _urls(stack: Stack, said: list[str]) -> dict[str, str]:
    from tfgen.latency.measure import SHARED, is_url

    names = [SHARED, *(region.name for region in stack.regions)]
    found: dict[str, str] = {}
    for text in said:
        name, _, url = text.partition("=")
        if name not in names:
            wrong_use(f"--url {text}: it is NAME=URL, with one of {', '.join(names)} as its name")
        if not is_url(url):
            wrong_use(f"--url {text}: {url or 'nothing'} is no URL that begins with https:// or http://")
        found[name] = url
    return found


def clients_from_logs(stack: Stack, days: int) -> tuple[Client, ...]:
    """Clients by what access logs of the last days count; the end of the run where they cannot be read."""
    from datetime import UTC, datetime, timedelta

    from tfgen.cost.usage.readings import sdk_clients
    from tfgen.diagnostics import Diagnostic
    from tfgen.latency.logs import Logs, from_logs

    clients = sdk_clients()
    if isinstance(clients, Diagnostic):
        stop([clients], {})
    progress("asking CloudWatch Logs")
    now = datetime.now(UTC)
    found, diagnostics = from_logs(stack, Logs(clients, now - timedelta(days=days), now))
    stop_on(diagnostics, {})
    return found
