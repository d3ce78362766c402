"""docs/quotas.md: AWS's quotas that a spec could meet, and what holds them."""

from __future__ import annotations

import re

from tfgen.explain.catalogue import codes
from tfgen.explain.markdown import table
from tfgen.stack.quotas.quota import Quota
from tfgen.stack.quotas.quotas import QUOTAS, SEEN, SETTABLE

_HEAD = ("counted", "by default", "can be raised", "held by", "refused by the emulator", "`--quota`")


def page() -> str:
    """The page."""
    services = list(dict.fromkeys(quota.service for quota in QUOTAS))
    return "\n".join(
        [
            "# Quotas\n",
            "<!-- Generated from tfgen/stack/quotas: run `make golden` to write it anew. -->\n",
            "What AWS gives an account by default, of everything that a stack uses. A spec that needs more is told so: with a",
            "warning where AWS raises the quota on request, with an error where it does not. What else an account holds counts",
            "too, and is not known here.\n",
            "The emulator refuses what goes beyond, with AWS's error. An account whose quota was raised, or a new one that has",
            "less, is rehearsed with `--quota`, as in `tfgen rehearse spec.yaml --quota http-api-routes=500`; a quota that AWS",
            "does not raise stays as it is.\n",
            "In parentheses: what newer regions (API Gateway) or new accounts (Lambda) have.\n",
            f"The sources were read on {SEEN}.\n",
            *(_group(service) for service in services),
        ]
    )


def _group(service: str) -> str:
    found = [quota for quota in QUOTAS if quota.service == service]
    sources = dict.fromkeys(quota.source for quota in found)
    told = "\n".join(f"- <{source}>" for source in sources)
    return f"## {service}\n\n{table(_HEAD, map(_row, found))}\n{told}\n"


def _row(quota: Quota) -> tuple[str, ...]:
    small = f" ({quota.small:,})" if quota.small is not None else ""
    raised = "yes" if quota.adjustable else "no"
    refused = f"`{quota.error}`" if quota.error else ""
    return (
        quota.counted,
        f"{quota.value:,}{small}",
        raised,
        _linked(quota.kept),
        refused,
        f"`{quota.name}`" if quota.name in SETTABLE else "",
    )


def _linked(text: str) -> str:
    return re.sub(
        r"TFG\d{3}",
        lambda found: f"[{found[0]}](rules.md#{found[0].lower()})" if found[0] in codes() else found[0],
        text,
    )
