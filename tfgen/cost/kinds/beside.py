"""What a service uses beside what its spec builds, as its usage file says: alarms, keys, secrets, queues, WAF, CloudFront.

Sources: https://aws.amazon.com/kms/pricing https://aws.amazon.com/secrets-manager/pricing
https://aws.amazon.com/sqs/pricing https://aws.amazon.com/waf/pricing https://aws.amazon.com/cloudfront/pricing
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from tfgen.cost.expression import SHARE, Input, constant, known, product
from tfgen.cost.items import (
    ALARM,
    CDN_REQUESTS,
    CDN_TRANSFER,
    CLOUDFRONT,
    CLOUDWATCH,
    KMS,
    KMS_KEY,
    KMS_REQUESTS,
    QUEUE_REQUESTS,
    SECRET,
    SECRET_REQUESTS,
    SECRETS,
    SQS,
    WAF,
    WAF_REQUESTS,
    WAF_RULE,
    WEB_ACL,
    Item,
)
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.kinds.encryption import of_service
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.usage.beside import BESIDE, Beside
from tfgen.cost.usage.functions import calls
from tfgen.cost.view import View
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE

WHAT = "beside the spec"
KEYS = "keys"


def said(what: str) -> Input:
    """A number that it says."""
    return Input(BESIDE.key, (), what)


def _counted(item: Item, count: Callable[[Beside], int]) -> Callable[[View], Iterator[Quantity]]:
    """So many in each region."""

    def quantities(view: View) -> Iterator[Quantity]:
        number = count(view.says(BESIDE))
        if number:
            yield Quantity(WHAT, item, constant(number), Cause.COPIED)

    return quantities


def _keys(view: View, region: str) -> Iterator[Quantity]:
    """Keys that tables are encrypted with or that usage tells of, and requests to them.

    A key that AWS manages in the account costs nothing, requests to it do.
    """
    beside = view.says(BESIDE)
    encryptions = [table.encryption for table in view.all(TABLE).values()]
    of_tables = {keys[region] for keys in encryptions if isinstance(keys, dict)}
    keys = len(of_tables - of_service(view, region)) + beside.keys
    if keys:
        yield Quantity(KEYS, KMS_KEY, constant(keys), Cause.COPIED)
    if keys or view.all(ENCRYPTION) or beside.key_requests is not None or "aws-managed" in encryptions:
        yield Quantity(KEYS, KMS_REQUESTS, product(SHARE, said("key requests")), Cause.SHARED)


def _secrets(view: View) -> Iterator[Quantity]:
    beside = view.says(BESIDE)
    yield from _counted(SECRET, lambda each: each.secrets)(view)
    if beside.secrets or beside.secret_requests is not None:
        yield Quantity(WHAT, SECRET_REQUESTS, product(SHARE, said("secret requests")), Cause.SHARED)


def _queues(view: View) -> Iterator[Quantity]:
    beside = view.says(BESIDE)
    if beside.queues or beside.queue_requests is not None:
        yield Quantity(WHAT, QUEUE_REQUESTS, product(SHARE, said("queue requests")), Cause.SHARED)


def _waf(view: View) -> Iterator[Quantity]:
    yield from _counted(WEB_ACL, lambda each: each.web_acls)(view)
    yield from _counted(WAF_RULE, lambda each: each.waf_rules)(view)
    if view.says(BESIDE).web_acls:
        routed = [name for name, function in view.all(FUNCTION).items() if function.http]
        inspected = product(SHARE, known(*map(calls, routed)))
        yield Quantity(WHAT, WAF_REQUESTS, inspected, Cause.SHARED)
        if view.checked:
            yield Quantity(f"{WHAT}, by health checks", WAF_REQUESTS, constant(view.checks), Cause.CHECKED)


def _cdn(scene: Scene) -> Iterator[Quantity]:
    cdn = scene.usage.get(BESIDE).cdn
    for edge, percent in cdn.edges.items() if cdn else ():
        for item, what in ((CDN_REQUESTS, "cdn requests"), (CDN_TRANSFER, "cdn transfer")):
            part = product(percent / Decimal(100), said(what))
            yield Quantity(f"{WHAT}, {edge}", item, part, Cause.GLOBAL, place=edge)


COST = Cost(
    entries=(BESIDE,),
    billed=(
        Billed(CLOUDWATCH, each=_counted(ALARM, lambda beside: beside.alarms)),
        Billed(KMS, named=_keys),
        Billed(SECRETS, each=_secrets),
        Billed(SQS, each=_queues),
        Billed(WAF, each=_waf),
        Billed(CLOUDFRONT, once=_cdn),
    ),
)
