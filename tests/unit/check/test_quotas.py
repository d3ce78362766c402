"""Quotas: what is counted, where it is told, and that limits of the spec are AWS's."""

from __future__ import annotations

import json
import re

import pytest

from benchmarks.large_spec import LARGE, large_spec
from tests.specs import ROOT, read
from tfgen.check.rules.rules import CODES, RULES
from tfgen.diagnostics import Severity
from tfgen.explain.catalogue import codes
from tfgen.explain.quotas import page
from tfgen.spec.source import Path
from tfgen.stack.kinds import function, queue, table
from tfgen.stack.policy import policy
from tfgen.stack.quotas import api_gateway, cloudfront, compute, data, network
from tfgen.stack.quotas.quota import Quota
from tfgen.stack.quotas.quotas import BY_NAME, QUOTAS
from tfgen.stack.region_name import REGIONS
from tfgen.stack.spec import MAX_TAGS, OWN_TAGS

HEAD = """\
tfgen: 1
service: shop
domain: api.example.com
regions: [eu-west-1, us-east-1]
defaults: {code: src, handler: get.main, runtime: python3.13}
routing: {health: {path: /health}}
"""
RULE_OF = {rule.code.id: rule for rule in RULES}


def told(code: str, text: str) -> list[tuple[Path, Severity, str]]:
    """What a rule finds in a spec: where, how bad, and how the message begins."""
    rule = RULE_OF[code]
    found = rule.check(read(HEAD + text)[1])
    return [(each.path, each.severity or rule.code.severity, each.message.split(",")[0]) for each in found]


def routes(functions: int, each: int, path: str = "f{0}/{1}") -> str:
    """Functions that have routes."""
    lines = [
        f"  f{number}: {{http: [{', '.join('GET /' + path.format(number, route) for route in range(each))}]}}\n"
        for number in range(functions)
    ]
    return "functions:\n" + "".join(lines)


def test_routes_are_a_warning_and_integrations_an_error() -> None:
    assert told("TFG216", routes(300, 1)) == []
    assert told("TFG216", routes(301, 1)) == [
        (("functions",), Severity.WARNING, "the HTTP API has 301 routes"),
        (("functions",), Severity.ERROR, "the HTTP API has 301 functions"),
    ]


@pytest.mark.parametrize(
    ("text", "resources"),
    [
        # the root, and one for each path
        (routes(13, 23, "p{0}-{1}"), None),
        (routes(12, 25, "p{0}-{1}"), 301),
        # a path above others counts once, whether or not it has a route
        (routes(10, 27, "deep{0}/{1}"), None),
        (routes(11, 27, "deep{0}/{1}"), 309),
    ],
)
def test_a_rest_api_counts_every_path_of_its_tree(text: str, resources: int | None) -> None:
    found = told("TFG216", f"api: {{kind: rest}}\n{text}")
    message = f"the REST API has {resources} resources"
    assert found == ([] if resources is None else [(("functions",), Severity.WARNING, message)])


def capacities(least: int, most: int, least_of_index: int, most_of_index: int) -> str:
    """A table with two indexes: one with the table's capacity, one with its own."""
    capacity = "{{read: {{min: {0}, max: {1}}}, write: {{min: 1, max: 1}}}}"
    own = capacity.format(least_of_index, most_of_index)
    indexes = f"{{one: {{key: {{a: S}}}}, two: {{key: {{b: S}}, capacity: {own}}}}}"
    table = f"{{key: {{id: S}}, capacity: {capacity.format(least, most)}, indexes: {indexes}}}"
    return f"tables: {{orders: {table}}}\nfunctions: {{f: {{}}}}\n"


def test_capacities_of_indexes_count_and_the_least_go_before_the_largest() -> None:
    start = "tables and indexes in eu-west-1 and us-east-1"
    assert told("TFG220", capacities(10, 39_000, 10, 2_000)) == []
    assert told("TFG220", capacities(10, 39_000, 10, 2_001)) == [
        (("tables",), Severity.WARNING, f"{start} may grow to 80")
    ]
    assert told("TFG220", capacities(39_000, 40_000, 2_001, 40_000)) == [
        (("tables",), Severity.WARNING, f"{start} start with 80")
    ]


def test_a_region_of_its_own_bounds_is_told_alone() -> None:
    text = """\
tables:
  orders: {key: {id: S}, capacity: {read: {min: 1, max: 30000}, write: {min: 1, max: 1}}}
  items: {key: {id: S}, capacity: {read: {min: 1, max: 30000}, write: {min: 1, max: 1}}}
  prices: {key: {id: S}, capacity: {read: {min: 1, max: 10000}, write: {min: 1, max: 1}}}
functions: {f: {}}
"""
    regions = "regions: {eu-west-1: {}, us-east-1: {tables: {prices: {read: {max: 20001}}}}}"
    stack = read((HEAD + text).replace("regions: [eu-west-1, us-east-1]", regions))[1]
    (found,) = RULE_OF["TFG220"].check(stack)
    assert found.message.startswith(
        "tables and indexes in us-east-1 may grow to 80,001 units of read capacity"
    )


def test_scalable_targets_and_tables_of_an_account() -> None:
    indexes = ", ".join(f"by-{number}: {{key: {{a{number}: S}}}}" for number in range(20))
    capacity = "capacity: {read: {min: 1, max: 1}, write: {min: 1, max: 1}}"
    rows = "".join(
        f"  items{number}: {{key: {{id: S}}, {capacity}, indexes: {{{indexes}}}}}\n" for number in range(120)
    )
    found = told("TFG219", f"tables:\n{rows}functions: {{f: {{}}}}\n")
    assert found == [(("tables",), Severity.WARNING, "the capacities of a region's tables and indexes are 5")]


def test_a_policy_is_counted_as_it_is_rendered_in_each_region() -> None:
    key = "arn:aws:kms:{0}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    keys = ", ".join(f"{region}: '{key.format(region)}'" for region in ("eu-west-1", "us-east-1"))
    text = f"""\
tables: {{orders: {{key: {{id: S}}, encryption: {{{keys}}}}}}}
queues: {{q: {{}}}}
functions: {{f: {{access: {{orders: write}}, events: [{{queue: q}}]}}}}
"""
    stack = read(HEAD + text)[1]
    document = policy(stack, stack.regions[1], "f")
    assert " " not in document
    statements = json.loads(document)["Statement"]
    assert [statement["Resource"] for statement in statements] == [
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/shop-f:*",
        "*",
        "*",
        [f"arn:aws:dynamodb:us-east-1:123456789012:table/shop-orders{more}" for more in ("", "/index/*")],
        [key.format("us-east-1")],
        ["arn:aws:sqs:us-east-1:123456789012:shop-q"],
    ]
    assert statements[-2]["Condition"] == {
        "StringEquals": {"kms:ViaService": "dynamodb.us-east-1.amazonaws.com"}
    }


def test_lower_limits_of_regions_are_told_once_without_a_throttle() -> None:
    def found(regions: str, api: str = "") -> list[str]:
        text = HEAD.replace("[eu-west-1, us-east-1]", regions) + f"{api}functions: {{f: {{http: GET /a}}}}\n"
        return [each.message.partition(" are let")[2] for each in RULE_OF["TFG223"].check(read(text)[1])]

    assert found("[eu-west-1, us-east-1]") == []
    assert found("[eu-south-1, il-central-1]") == [
        " through in eu-south-1 and il-central-1, elsewhere 10,000 and 5,000"
    ]
    assert found("[eu-west-1, il-central-1]", "api: {throttle: {rate: 1, burst: 1}}\n") == []


def test_an_environment_counts_quotes_and_the_queues_whole_url() -> None:
    url = len("https://sqs.us-east-1.amazonaws.com/123456789012/shop-q")
    room = 4096 - len('{"QUEUE_Q":"","A1":""}') - url
    text = "queues: {{q: {{}}}}\nfunctions: {{f: {{access: {{q: send}}, env: {{A1: {0}}}}}}}\n"
    read(HEAD + text.format("x" * room))
    with pytest.raises(AssertionError, match="has 4,097 bytes as JSON"):
        read(HEAD + text.format("x" * (room + 1)))


def test_limits_of_the_spec_are_the_quotas() -> None:
    assert {
        "lambda-environment": function.MAX_ENVIRONMENT,
        "lambda-name": function.MAX_NAME,
        "iam-role-name": function.MAX_NAME,
        "sqs-name": queue.MAX_NAME,
        "dynamodb-table-name": table.MAX_NAME,
        "dynamodb-local-indexes": table.MAX_LOCAL_INDEXES,
        "dynamodb-global-indexes": table.MAX_GLOBAL_INDEXES,
        "dynamodb-projected": table.MAX_PROJECTED_IN_ALL,
        "health-check-tags": MAX_TAGS + len(OWN_TAGS) + 1,
    }.items() <= {quota.name: quota.value for quota in QUOTAS}.items()


def test_every_rule_of_a_quota_holds_one() -> None:
    assert len(BY_NAME) == len(QUOTAS)
    kept = " ".join(quota.kept for quota in QUOTAS)
    assert {code.id for code in CODES if "TFG216" <= code.id <= "TFG223"} <= set(
        kept.replace(",", "").split()
    )
    assert {word for word in kept.replace(",", "").replace(";", "").split() if word.startswith("TFG")} <= set(
        codes()
    )
    assert all(quota.counted in page() for quota in QUOTAS)


def test_a_spec_fits_what_it_has_once_for_each_region() -> None:
    for name in ("health-checks", "records-of-one-name"):
        assert BY_NAME[name].value > len(REGIONS)


def test_the_emulator_refuses_what_the_page_says_it_does() -> None:
    """By the names of the constants that its files use."""
    folder = ROOT / "tfgen/emulator/quotas"
    used = {
        word
        for path in folder.glob("*.py")
        for word in re.findall(r"of\(([A-Z_]+)\)|, ([A-Z_]+), [A-Z_]+\.error", path.read_text("utf-8"))
        for word in word
        if word
    }
    used |= {"READ_CAPACITY", "WRITE_CAPACITY"}  # by way of a table
    modules = (api_gateway, cloudfront, compute, data, network)
    said = {
        name
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Quota) and value.error
    }
    assert used == said


@pytest.mark.parametrize(("regions", "functions"), LARGE)
def test_a_stack_that_is_measured_is_one_that_aws_takes(regions: int, functions: int) -> None:
    _, stack = read(large_spec(regions, functions))
    found = [finding for code in CODES if code.id >= "TFG216" for finding in RULE_OF[code.id].check(stack)]
    meant = ("2,500 requests a second", "everybody may call")
    assert [each.message for each in found if not each.message.startswith(meant)] == []
