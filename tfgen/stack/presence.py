"""What a spec may leave out, and what may not be left out beside it (TFG190 to TFG192)."""

from __future__ import annotations

from tfgen.diagnostics import Code
from tfgen.spec.shape import either
from tfgen.stack.kind import Said
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.function import has_routes
from tfgen.stack.kinds.site import SITE
from tfgen.stack.mapping import SharedDomain
from tfgen.stack.reading import Reading

NO_ROUTES = Code(
    "TFG190",
    "API without a route",
    finds="settings of the `api` in a spec of which no function has a route.",
    why="without a route there is no API, and nothing would have these settings.",
    example="""\
api: {kind: rest}
queues: {jobs: {}}
functions:
  work: {handler: jobs.work, events: [{queue: jobs}]}     # nothing has `http`
""",
    instead="a route on a function, such as `http: GET /jobs`; or a spec without `api`.",
)
NO_DOMAIN = Code(
    "TFG191",
    "setting of a domain that is not there",
    finds="`zone`, `zone_id` or `routing` in a spec without a `domain`, or with one that exists already.",
    why="""hosted zone, records and health checks are those of the domain. Without one there are none of them, and
each region answers under its own URL; those of a domain that exists are its owner's.""",
    example="""\
regions: [eu-west-1, us-east-1]
zone: example.com          # no domain
""",
    instead="`domain`, or neither.",
)
NOTHING = Code(
    "TFG192",
    "spec of nothing",
    finds="a spec that has neither functions nor tables nor anything else to make.",
    why="Terraform would plan nothing, in no region.",
    example="""\
tfgen: 1
service: shop
regions: [eu-west-1]
""",
    instead="a function, a table, a queue; any of them stands alone.",
)

CODES = (NO_ROUTES, NO_DOMAIN, NOTHING)

_OF_A_DOMAIN = ("zone", "zone_id", "routing", "cdn")


def check(said: Said, reading: Reading) -> None:
    """Reports what is missing, once all that is there is well-formed: a misspelt key would be told as several."""
    if reading.diagnostics:
        return
    written = reading.source.names()
    makes = [kind.key for kind in KINDS if not kind.is_single]
    if not any(said[key] for key in makes) and SITE.key not in written:
        hint = f"write {either([f'`{key}`' for key in makes])}"
        reading.report(NOTHING, (), "the spec has nothing to make", hint)
        return
    if "api" in written and not has_routes(said):
        message = "settings of an API that is not there: no function has a route"
        hint = "give a function a route with `http`, or leave `api` out"
        reading.report(NO_ROUTES, ("api",), message, hint, at_key=True)
    of_site = ("zone", "zone_id") if said[SITE.key].domain else ()
    for key in _OF_A_DOMAIN:
        if key not in written or key in of_site:
            continue
        if isinstance(said["domain"], SharedDomain):
            message = f"`{key}` is about a domain of its own, and `{said['domain'].existing}` is another's"
            reading.report(NO_DOMAIN, (key,), message, "leave it out: its owner says it", at_key=True)
        elif "domain" not in written:
            message = f"`{key}` is about a domain, and the spec has none"
            reading.report(NO_DOMAIN, (key,), message, "write `domain`, or leave it out", at_key=True)
