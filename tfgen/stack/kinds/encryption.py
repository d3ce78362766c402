"""The KMS key of a service: one by which tables, queues, secrets and logs are encrypted, in every region its own copy of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Code
from tfgen.spec.collections import Either, Named
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Flag, Text
from tfgen.stack import names
from tfgen.stack.kind import Kind, Said, Statement, single
from tfgen.stack.reading import Reading
from tfgen.stack.region_name import REGION_NAME, REGIONS
from tfgen.stack.stack import Stack

KMS_KEY = Text("the ARN of a KMS key", r"^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$")
_MULTI_REGION = Text(
    "the id of a multi-region key, `mrk-…`, or the ARN of a key for each region",
    r"^mrk-[0-9a-f]{32}$",
    hint="an alias or a key of one region does not tell the ARN in the others; `mrk-…` does, being the same in all",
)
OF_SERVICE = "of-service"
"""The `encryption` of a table that follows the service's."""

ONE_KEY = Code(
    "TFG183",
    "no key, or two",
    finds="`encryption` that names neither a key of the service's own nor one that exists, both, or none for a region.",
    why="""everything that is encrypted by it needs one key in each region; DynamoDB takes replicas with keys of
one's own only if every region has one.""",
    example="encryption: {own: true, existing: mrk-0123456789abcdef0123456789abcdef}",
    instead="""`own: true`, or `existing` with a multi-region key or a key for each region. Without either, leave
`encryption` out: AWS encrypts with keys of its own.""",
)


@record
class Encryption:
    """The KMS key for tables, queues, secrets and logs. Left out, AWS encrypts them with keys of its own, at no cost."""

    own: bool = field(
        Flag(),
        "`true` makes a multi-region key at home, with a replica in every other region.",
        default=False,
    )
    existing: str | dict[str, str] = field(
        Either(_MULTI_REGION, Named("region", REGION_NAME, KMS_KEY, least=1)),
        "A key that somebody else made: a multi-region key by its id, which is the same everywhere, or one for each region by its ARN.",
        default="",
    )


def _resolve(kind: Kind[Encryption], said: Said, reading: Reading) -> Mapping[str, Encryption]:
    return {"": said[kind.key]} if kind.key in reading.source.names() else {}


def _check(stack: Stack, reading: Reading) -> None:
    found = stack.all(ENCRYPTION).get("")
    if found is None or reading.source.is_mistaken("encryption"):
        return
    if found.own == bool(found.existing):
        message = "`encryption` names two keys" if found.own else "`encryption` names no key"
        hint = "write `own: true` or `existing`" + ("" if found.own else ", or leave it out")
        reading.report(ONE_KEY, ("encryption",), message, hint, at_key=True)
    if isinstance(found.existing, dict):
        _check_regions(found.existing, reading)


def _check_regions(keys: Mapping[str, str], reading: Reading) -> None:
    path, regions = ("encryption", "existing"), reading.holding()
    written = reading.source.names(*path)
    for region in regions:
        if region not in written and written <= set(REGIONS):
            reading.report(ONE_KEY, path, f"`encryption` has no key for region {region}", at_key=True)
    for region, arn in keys.items():
        lies_in = arn.split(":")[3]
        if regions and region in REGIONS and region not in regions:
            message = f"`encryption` has a key for {region}, which is no region of this spec"
            reading.report(ONE_KEY, (*path, region), message, at_key=True)
        elif lies_in != region:
            message = f"the key for {region} lies in {lies_in}"
            reading.report(ONE_KEY, (*path, region), message)


def alias(stack: Stack) -> str:
    """The alias of the service's own key, in every region."""
    return f"alias/{names.service(stack)}"


def existing_arn(stack: Stack, region: str) -> str:
    """The ARN in a region of the key that exists, with `{account}` in it; empty where the service has its own, or none."""
    found = stack.all(ENCRYPTION).get("")
    if found is None or not found.existing:
        return ""
    if isinstance(found.existing, dict):
        return found.existing.get(region, "")
    return f"arn:aws:kms:{region}:{{account}}:key/{found.existing}"


def statements(stack: Stack, service: str, actions: tuple[str, ...]) -> Iterator[Statement]:
    """What lets a function use the key through an AWS service.

    The id of an own key is not known before it is made: its alias tells which key is meant.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
    """
    found = stack.all(ENCRYPTION).get("")
    if found is None:
        return
    conditions: dict[str, Any] = {"StringEquals": {"kms:ViaService": f"{service}.{{region}}.amazonaws.com"}}
    if found.own:
        conditions["ForAnyValue:StringEquals"] = {"kms:ResourceAliases": alias(stack)}
        resources: tuple[str, ...] = (names.arn("kms", "key/*"),)
    elif isinstance(found.existing, dict):
        resources = tuple(sorted(set(found.existing.values())))
    else:
        resources = (names.arn("kms", f"key/{found.existing}"),)
    yield Statement(tuple(f"kms:{action}" for action in actions), resources, conditions)


ENCRYPTION: Kind[Encryption] = single(
    "encryption",
    Encryption,
    "The KMS key by which tables, queues, secrets and logs are encrypted.",
    "kms",
    resolve=_resolve,
    check=_check,
    codes=(ONE_KEY,),
)
