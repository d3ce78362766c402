"""The codes under which a gate tells why it stops."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code

_BACK = "the way back that the report ends with: lead the region's clients elsewhere, and undo the change."

REGION_LOST = Code(
    "TFG730",
    "region that does not answer",
    finds="a region whose AWS endpoints do not answer, or answer with errors of their own, after several tries.",
    why="nothing can be known of it, and what is applied there next may stop halfway.",
    example="eu-west-1 does not answer: cloudwatch:GetMetricData answers ServiceUnavailable",
    instead=_BACK,
    basis=Basis.MOMENT,
)
UNHEALTHY = Code(
    "TFG731",
    "health check that fails",
    finds="a region of which 18 % of Route 53's health checkers or fewer say that it answers.",
    why="""Route 53 leads no clients to it any more, or would not if it were not drained
(https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html).""",
    example="0 of 16 health checkers get an answer from eu-west-1: HTTP Status Code 502, Bad Gateway",
    instead=_BACK,
    basis=Basis.MOMENT,
)
FUNCTION_FAILS = Code(
    "TFG732",
    "function that fails or is throttled",
    finds="a function of whose calls more fail, or are throttled, than `--errors` allows.",
    why="""what is applied to the next region is the same code with the same settings. Calls of events fail without a client
that sees it.""",
    example="set-key: 12 of 340 calls failed (3.5 %), 0.0 % before",
    instead=_BACK,
    basis=Basis.MOMENT,
)
API_FAILS = Code(
    "TFG733",
    "API that answers with 5xx",
    finds="a region whose API answers more requests with 5xx than `--errors` allows.",
    why="clients see it, whether a function failed, was too slow, or could not be called at all.",
    example="51 of 600 requests were answered with 5xx (8.5 %), 0.0 % before",
    instead=_BACK,
    basis=Basis.MOMENT,
)
REPLICATION_LATE = Code(
    "TFG734",
    "writes that arrive late",
    finds="a table whose writes take longer from region to region than `--lag` allows.",
    why="""clients that change regions see old data, and of two writes to one item the later wins, so more are lost. What is
written to a region that is lost before it was copied is not seen until the region is back.""",
    example="orders: writes from us-east-1 took 94 s to arrive in eu-west-1",
    instead="patience, if a replica is new; else more write capacity, or fewer writes; then the gate once more.",
    basis=Basis.MOMENT,
)
DEAD_LETTERS = Code(
    "TFG735",
    "messages that nobody could handle",
    finds="a dead-letter queue with more messages than `--dead-letters` allows.",
    why="each was received as often as the spec says, and no function could handle it: no client sees that.",
    example="3 messages of `jobs` lie in jobs-dead",
    instead="the messages looked at, and moved back (redrive) or deleted; `--dead-letters` for those that are known.",
    basis=Basis.MOMENT,
)
ALARM = Code(
    "TFG736",
    "alarm that is on",
    finds="a CloudWatch alarm in state ALARM whose name begins with the service's, or that `--alarm` names.",
    why="somebody wrote down once what must not be.",
    example="alarm shop-orders-p99 is on: Threshold Crossed",
    instead=_BACK,
    basis=Basis.MOMENT,
)
NOT_KNOWN = Code(
    "TFG737",
    "region of which too little is known",
    finds="""a check that has no data: nobody called the region, nothing was written, an alarm has too little data, what
would be asked for is not there, or AWS had no time to answer.""",
    why="no error was seen, and none would have been. Unknown is not healthy.",
    example="no client called a function of eu-west-1",
    instead="requests, and more time (`--bake`); or `--allow-unknown` with the check, if that is known and meant.",
    basis=Basis.MOMENT,
)
DENIED = Code(
    "TFG738",
    "AWS refuses what a gate asks",
    finds="an action that a gate needs and the credentials do not allow.",
    why="a check that is not allowed would never stop anything.",
    example="AWS refuses cloudwatch:GetMetricData in us-east-1",
    instead="a role that allows what docs/gate.md lists; all of it only reads.",
    basis=Basis.ENVIRONMENT,
)

CODES = (
    REGION_LOST,
    UNHEALTHY,
    FUNCTION_FAILS,
    API_FAILS,
    REPLICATION_LATE,
    DEAD_LETTERS,
    ALARM,
    NOT_KNOWN,
    DENIED,
)
