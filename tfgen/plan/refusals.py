"""What Terraform refuses to plan, told at the line of the spec that it is about, where its words say which that is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tfgen.diagnostics import Basis, Code, Diagnostic, Severity
from tfgen.spec.source import Source
from tfgen.stack.domain import parents
from tfgen.stack.edge import provided
from tfgen.stack.kinds.site import SITE, name_of
from tfgen.stack.region import label
from tfgen.stack.region_name import REGIONS
from tfgen.stack.stack import Stack

NOT_RETIRED = Code(
    "TFG414",
    "region that is gone and still has resources",
    finds="a region that stands neither in `regions` nor in `retiring`, and of which the state holds resources.",
    why="""Terraform needs the region's provider once more to delete what is there, and plans nothing without it: it
complains of every resource by itself.""",
    example="regions: [eu-west-1]     # was [eu-west-1, us-east-1], and both are applied",
    instead="`retiring: [us-east-1]` for one apply; the apply after it goes without.",
)
NO_ZONE = Code(
    "TFG415",
    "hosted zone that is not there",
    finds="a hosted zone that the plan looks up by its name, and of which the account has none that is public, or several.",
    why="""the domain's records and the one that validates its certificates are made in that zone. Without `zone` it is
the domain's parent, which need not be the zone's name.""",
    example="domain: api.shop.example.com     # the hosted zone is example.com",
    instead="""`zone: example.com`, or `zone_id` with the zone's id. A zone of another account needs a plan in that
account, or a zone of its own for the domain.""",
    basis=Basis.MOMENT,
)

ANOTHER_ACCOUNT = Code(
    "TFG429",
    "credentials of another account",
    finds="a plan with credentials of an account that is not the one that the spec says.",
    why="""the AWS provider refuses it (`allowed_account_ids`): one environment's plan would be applied to the account
of another.""",
    example="""\
account: {id: "123456789012"}
# AWS_PROFILE=staging tfgen plan spec.yaml --env prod -o build
""",
    instead="credentials of the account, such as another AWS_PROFILE; `--emulated` needs none.",
    basis=Basis.MOMENT,
)

CODES = (NOT_RETIRED, NO_ZONE, ANOTHER_ACCOUNT)

_ORPHAN = re.compile(r"To\s+work\s+with\s+(\S+)\s.{0,400}?hashicorp/aws\"\]\.(\w+)\s", re.DOTALL)
_PROVIDED = re.compile(r"^ *(?:provider +=|providers = \{ aws =) aws\.(\w+)", re.MULTILINE)
_ACCOUNT = re.compile(r"AWS account ID not allowed: (\d+)", re.IGNORECASE)
_ZONE = re.compile(r"(no matching|multiple) Route 53 Hosted Zones? (?:found|matched)")


def refusal(words: str, stack: Stack, source: Source) -> Diagnostic | None:
    """What Terraform's words of a refused plan come to, if they are of a kind that is known."""
    account = _ACCOUNT.search(_unboxed(words))
    if account and stack.account:
        message = f"the credentials are of account {account[1]}, and the spec belongs to {stack.account}"
        hint = "set credentials of that account, such as AWS_PROFILE, or plan with --emulated"
        return ANOTHER_ACCOUNT(message, source.span(("account", "id")), hint)
    orphans = {(address, alias) for address, alias in _ORPHAN.findall(_unboxed(words))}
    left = _gone((alias for _, alias in orphans), stack)
    if left:
        return _not_retired(left, stack, source)
    zone = _ZONE.search(_unboxed(words))
    return _no_zone(zone[1] == "multiple", stack, source) if zone and stack.zone else None


def left_behind(main: str, state: str, stack: Stack, source: Source) -> Diagnostic | None:
    """What is to be said before Terraform is asked: of regions that main.tf had, or of which a local state tells."""
    held = _gone(_aliases(state), stack)
    if held:
        return replace(_not_retired(held, stack, source), severity=Severity.WARNING)
    return _left(_PROVIDED.findall(main), "main.tf has it until now", stack, source)


def left_since(base: Stack, stack: Stack, source: Source) -> Diagnostic | None:
    """The same, of regions that an earlier spec had."""
    return _left((region.label for region in base.regions), "the base has it", stack, source)


def _left(aliases: Iterable[str], where: str, stack: Stack, source: Source) -> Diagnostic | None:
    gone = _gone(aliases, stack)
    if not gone:
        return None
    message = (
        f"{_are_gone(gone)}, and {where}: if that is applied, Terraform needs the provider once more to delete what "
        "is there"
    )
    return NOT_RETIRED(message, source.key_span(("regions",)), _retire(gone, stack), Severity.WARNING)


def _gone(aliases: Iterable[str], stack: Stack) -> Counter[str]:
    """The regions of providers' aliases, and how often each is named, for which the stack has no provider."""
    regions = {label(name): name for name in REGIONS}
    has = {label(name) for name in provided(stack)}
    return Counter(regions[alias] for alias in aliases if alias in regions.keys() - has)


def _aliases(state: str) -> Iterator[str]:
    """The alias of the provider of every instance in a state; none where it cannot be read."""
    try:
        for resource in json.loads(state or "{}").get("resources", ()):
            yield from [str(resource["provider"]).rpartition("].")[2]] * len(resource["instances"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return


def _unboxed(words: str) -> str:
    return re.sub(r"[╷│╵]", " ", words)


def _not_retired(left: Counter[str], stack: Stack, source: Source) -> Diagnostic:
    told = ", ".join(f"{count} of {name}" for name, count in sorted(left.items()))
    message = (
        f"{_are_gone(left)}, and the state still holds resources there ({told}): Terraform needs the providers once "
        "more to delete them"
    )
    return NOT_RETIRED(message, source.key_span(("regions",)), _retire(left, stack))


def _are_gone(regions: Iterable[str]) -> str:
    names = sorted(regions)
    return f"{', '.join(names)} {'are' if len(names) > 1 else 'is'} gone from `regions`"


def _retire(regions: Iterable[str], stack: Stack) -> str:
    return (
        f"write `retiring: [{', '.join(sorted({*regions, *stack.retiring}))}]` for one apply, which deletes what is "
        "there, and take it out again afterwards; or put back what was not meant to go"
    )


def _no_zone(has_several: bool, stack: Stack, source: Source) -> Diagnostic:
    domain, path = (stack.domain, ("domain",)) if stack.domain else (name_of(stack), (SITE.key, "domain"))
    span = source.span(("zone",) if "zone" in source.names() else path)
    if has_several:
        message = f"the account has several hosted zones called `{stack.zone}`"
        return NO_ZONE(
            message, span, "write `zone_id` with the id of the public one that the domain is delegated to"
        )
    others = [f"`zone: {name}`" for name in parents(domain) if name != stack.zone]
    message = f"the account has no public hosted zone called `{stack.zone}`, which is to hold `{domain}`"
    hint = f"write the zone that is there ({' or '.join(others)}), or its `zone_id`; a private zone does not serve"
    return NO_ZONE(message, span, hint)
