"""What can be wrong with what latency is asked for (TFG52x)."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

NO_ROUTES = Code(
    "TFG520",
    "nobody waits for the service",
    finds="a spec without a route, of which latency is asked.",
    why="what clients wait for is the answer to an HTTP request.",
    example="tfgen latency worker.yaml      # a queue and a function that works on it",
    instead="a function with `http`.",
)
UNKNOWN_PLACE = Code(
    "TFG521",
    "place of clients that is not known",
    finds="a place in a clients file that is neither a large city nor the two letters of a country.",
    why="the way from there cannot be told, and leaving it out would shift the shares of all others.",
    example="""\
Tokio: 30
DE: 20
""",
    instead="""the English name of a large city near by, or a country by ISO 3166-1, whose requests are then shared
by its largest cities as people are.""",
)
BAD_CLIENTS = Code(
    "TFG522",
    "clients without shares",
    finds="""shares of clients that are all 0, percentages that do not add up to 100, a clients file that is empty, or
a list of counts that lacks a column.""",
    why="a mean over clients needs to know which part of them is where.",
    example="{Tokyo: 60%, DE: 60%}",
    instead="numbers of any size, such as counts of requests, or percentages that add up to 100.",
)
LEFT_OUT = Code(
    "TFG523",
    "countries that are left out",
    finds="rows of a list of counts by country whose country is not known, such as `Unknown` or `EU`.",
    why="logs hold such rows, and nothing is known of where these clients are. The shares are of the others.",
    example="""\
country,requests
DE,1200
Unknown,44
""",
    instead="nothing, where they are few.",
    severity=Severity.WARNING,
)
NOT_REACHED = Code(
    "TFG524",
    "name that cannot be measured",
    finds="""a name that `--measure` could not resolve or reach, whose certificate is not good, or that did not answer
within ten seconds or not by HTTP.""",
    why="what is not answered has no latency, and a median without it would be too good.",
    example="eu-west-1.api.example.com: connection refused",
    instead="a stack that is applied, and a machine that may connect to it.",
    basis=Basis.MOMENT,
)
NO_NAME = Code(
    "TFG525",
    "no name to measure",
    finds="a spec without a domain of its own, whose URLs are to be measured.",
    why="API Gateway chooses the URLs of regions, and a spec does not hold them.",
    example="tfgen latency spec.yaml --measure      # of a spec without `domain`",
    instead="""`--url REGION=URL`, once for each region: `terraform output region_urls` tells them. With `domain`
nothing is to be said, and with `routing.regional` regions have names as well.""",
)
ROUGH_SHARES = Code(
    "TFG526",
    "where clients are is known by region alone",
    finds="shares of clients that come from access logs.",
    why="""logs count what each region answered; they hold addresses of clients and not where those are. A region's
requests are shared equally by the cities that it is nearest to, which is a guess.""",
    example="tfgen latency spec.yaml --from-logs",
    instead="""counts by country, `--clients counts.csv`, for instance from an analytics service or CloudFront's
reports on viewers.""",
    severity=Severity.NOTE,
)
CODES = (NO_ROUTES, UNKNOWN_PLACE, BAD_CLIENTS, LEFT_OUT, NOT_REACHED, NO_NAME, ROUGH_SHARES)
