"""What people get wrong, one fault a stack."""

from __future__ import annotations

from tests.unit.rehearse.broken import HEALTH, HOME, ITEMS, OTHER, SPEC, Edit, Fault
from tfgen.stack.region import label

MAIN = "main.tf"
API, DOMAIN, FUNCTION, HEALTH_CHECK, QUEUE = (
    f"modules/{name}.tf"
    for name in ("http-api/api", "domain/domain", "function/function", "health/health", "queue/queue")
)
REGION_HEALTH = "modules/region/health.tf"
WITH_QUEUE = {
    "queues": {"jobs": {"receives": 2}},
    "functions": {**SPEC["functions"], "job": {"handler": "job.main", "events": [{"queue": "jobs"}]}},
}
WITH_TOKENS = {
    "auth": {"users": {"jwt": {"issuer": "https://id.example.com/", "audience": ["web"]}}},
    "api": {"auth": "users"},
}
TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/broken-items"

HOME_REPLICA = f'module "table_items_{label(HOME)}" {{'
REPLICA = f'module "table_items_{label(OTHER)}" {{'
RECORD = f'resource "aws_route53_record" "{label(OTHER)}" {{'
REGION = f'module "{label(OTHER)}" {{'
VALIDATION = 'resource "aws_route53_record" "validation" {'
MAPPING = 'resource "aws_apigatewayv2_api_mapping" "this" {'
PERMISSION = 'resource "aws_lambda_permission" "this" {'


def _without(block: str) -> Edit:
    """Keeps a block of main.tf from making anything."""
    return Edit(MAIN, block, f"{block}\n  count = 0\n", block)


FAULTS = (
    Fault(
        "no replica in a region",
        "regions",
        r"ResourceNotFoundException.*GetItem.*table items in us-west-2: .*not found",
        (
            _without(REPLICA),
            Edit(MAIN, f"module.table_items_{label(OTHER)}.arn", f'"{TABLE}"', 'output "table_arns" {'),
        ),
    ),
    Fault(
        "a health check that asks the shared domain",
        "lost",
        r"the health check of eu-west-1's record asks api\.example\.com, and not the region's own name",
        (Edit(REGION_HEALTH, 'split("/", local.api.url)[2]', "var.domain"),),
    ),
    Fault(
        "a latency record of another region",
        "nearest",
        r"us-west-2 has no latency record.*latency region ap-southeast-2",
        (Edit(MAIN, f'region = "{OTHER}"', 'region = "ap-southeast-2"', RECORD),),
    ),
    Fault(
        "a role that may not read the table",
        "regions",
        r"AccessDeniedException.*broken-health-eu-west-1.*dynamodb:GetItem.*table/broken-items",
        (Edit(MAIN, '"dynamodb:GetItem",\n            "dynamodb:Query"', '"dynamodb:Query"'),),
    ),
    Fault(
        "a role that may not write the table",
        "routes",
        r"AccessDeniedException.*broken-items-eu-west-1.*dynamodb:PutItem.*table/broken-items",
        (Edit(MAIN, '"dynamodb:PutItem",\n            "dynamodb:Query"', '"dynamodb:Query"'),),
    ),
    Fault(
        "a health handler that raises",
        "regions",
        r"ZeroDivisionError",
        (Edit(HEALTH, "table.get_item", "1 / 0; table.get_item"),),
    ),
    Fault(
        "another handler that raises",
        "routes",
        r"KeyError: 'idd'",
        (Edit(ITEMS, '["id"]', '["idd"]'),),
    ),
    Fault(
        "a module that cannot be imported",
        "routes",
        r"Runtime.ImportModuleError.*No module named 'botto3'",
        (Edit(ITEMS, "import boto3", "import botto3"),),
    ),
    Fault(
        "a handler that is not there",
        "routes",
        r"Runtime.HandlerNotFound.*'main' missing on module 'items'",
        (Edit(ITEMS, "def main", "def mian"),),
    ),
    Fault(
        "a handler that takes too long",
        "regions",
        r"Task timed out after 1.00 seconds",
        (
            Edit(HEALTH, "import os", "import os, time"),
            Edit(HEALTH, "    table.get_item", "    time.sleep(5); table.get_item"),
            Edit(FUNCTION, "var.timeout", "1"),
        ),
    ),
    Fault(
        "a second record to validate the certificates",
        "apply",
        r"already exists",
        added="""
resource "aws_route53_record" "second" {
  zone_id = local.zone_id
  name    = one(aws_acm_certificate.us_west_2.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.us_west_2.domain_validation_options).resource_record_type
  ttl     = 300
  records = [one(aws_acm_certificate.us_west_2.domain_validation_options).resource_record_value]
}
""",
    ),
    Fault(
        "a validation record with another value",
        "apply",
        r"aws_acm_certificate_validation.*VALIDATION_TIMED_OUT.*ACM asked for the CNAME record .* with the value ",
        (Edit(MAIN, "resource_record_value]", "resource_record_name]", VALIDATION),),
    ),
    Fault(
        "a domain that is not mapped to the API in a region",
        "nearest",
        r"us-west-2 has no custom domain name, or no mapping",
        (
            Edit(
                DOMAIN,
                MAPPING,
                f'data "aws_region" "this" {{}}\n\n{MAPPING}\n  count = data.aws_region.this.id == "{HOME}" ? 1 : 0\n',
            ),
        ),
    ),
    Fault(
        "two regions with one set identifier",
        "apply",
        r"set-identifier='eu-west-1'.*already exists",
        (Edit(MAIN, f'set_identifier  = "{OTHER}"', f'set_identifier  = "{HOME}"'),),
    ),
    Fault(
        "roles of one name in all regions",
        "apply",
        r"EntityAlreadyExists.*broken-(health|items)",
        (Edit(FUNCTION, "${var.name}-${var.region}", "${var.name}"),),
    ),
    Fault(
        "no permission for the API",
        "regions",
        r"no permission of broken-health:live lets API Gateway invoke it",
        (Edit(API, "for_each = var.functions", "for_each = {}", PERMISSION),),
    ),
    Fault(
        "a permission for the function, and not for its alias",
        "regions",
        r"no permission of broken-health:live lets API Gateway invoke it",
        (Edit(API, "  qualifier     = var.targets[each.key].alias\n", "", PERMISSION),),
    ),
    Fault(
        "a certificate of another region",
        "apply",
        r"module\.us_west_2\.module\.domain\.aws_acm_certificate_validation.*arn:aws:acm:eu-west-1:.*couldn't find resource",
        (
            Edit(
                MAIN,
                f"aws_acm_certificate.{label(OTHER)}.arn",
                f"aws_acm_certificate.{label(HOME)}.arn",
                REGION,
            ),
        ),
    ),
    Fault(
        "a record that points at another region",
        "nearest",
        r"us-west-2's record leads to d-\w+\.execute-api\.eu-west-1\.amazonaws\.com, which is not in us-west-2",
        (
            Edit(
                MAIN,
                f"module.{label(OTHER)}.target_domain_name",
                f"module.{label(HOME)}.target_domain_name",
                RECORD,
            ),
            Edit(
                MAIN, f"module.{label(OTHER)}.target_zone_id", f"module.{label(HOME)}.target_zone_id", RECORD
            ),
        ),
    ),
    Fault(
        "a record without health check",
        "lost",
        r"us-west-2's record has no health check",
        (Edit(MAIN, f"  health_check_id = module.{label(OTHER)}.health_check_id\n", "", RECORD),),
    ),
    Fault(
        "health checks that are disabled",
        "lost",
        r"still 503 from eu-west-1.*execute-api\.eu-west-1\.amazonaws\.com/health: healthy, disabled",
        (Edit(HEALTH_CHECK, "disabled           = var.drained", "disabled           = true"),),
    ),
    Fault(
        "a table without stream",
        "settled",
        r"update module\.table_items_eu_west_1\.aws_dynamodb_table\.this: .*stream_enabled",
        (Edit(MAIN, "stream     = true", "stream     = false", HOME_REPLICA),),
    ),
    Fault(
        "a table of the name that a replica needs",
        "apply",
        r"replicas already existed as tables",
        (
            Edit(
                MAIN,
                "protect    = false\n",
                "protect    = false\n  depends_on = [aws_dynamodb_table.taken]\n",
                REPLICA,
            ),
        ),
        added="""
resource "aws_dynamodb_table" "taken" {
  provider     = aws.us_west_2
  name         = "broken-items"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
""",
    ),
    Fault(
        "what changes with every plan",
        "settled",
        r"update terraform_data\.now: input, output",
        added='\nresource "terraform_data" "now" {\n  input = timestamp()\n}\n',
    ),
    Fault(
        "log groups that are left behind",
        "destroyed",
        r"logs us-west-2 groups /aws/lambda/broken-health",
        (Edit(FUNCTION, "var.log_retention\n", "var.log_retention\n  skip_destroy = true\n"),),
    ),
    Fault(
        "a region without record",
        "nearest",
        r"us-west-2 has no latency record of api\.example\.com",
        (Edit(MAIN, 'toset(["A", "AAAA"])', "toset([])", RECORD),),
    ),
    Fault(
        "a region that a 2017.11.29 global table leaves out",
        "replication",
        r"not there after.*table items in us-west-2: ACTIVE, in a global table of eu-west-1$",
        (
            Edit(
                MAIN,
                f'  replica {{\n    region_name = "{OTHER}"\n  }}\n\n',
                "",
                'resource "aws_dynamodb_global_table" "table_items" {',
            ),
        ),
        spec={
            "tables": {"items": {"key": {"id": "S"}, "protect": False, "global_table": "2017.11.29"}},
        },
    ),
    Fault(
        "a health check that leaves out the stage of a REST API",
        "lost",
        r"the health check of eu-west-1's record asks \w+\.execute-api\.eu-west-1\.amazonaws\.com/health: HTTP 403",
        (Edit(REGION_HEALTH, "${local.api.path}", ""),),
        spec={"api": {"kind": "rest"}},
    ),
    Fault(
        "a route that is left open",
        "callers",
        r"^404 from eu-west-1",
        (
            Edit(
                API,
                "try(var.authorization[each.key].type,",
                'each.key == "GET /{id}" ? "NONE" : try(var.authorization[each.key].type,',
            ),
        ),
        spec=WITH_TOKENS,
    ),
    Fault(
        "a queue without dead-letter queue",
        "work",
        r"it is still in the queue, after .*queue jobs in eu-west-1: .* no dead-letter queue; ",
        (Edit(QUEUE, "redrive_policy = jsonencode", "redrive_policy = true ? null : jsonencode"),),
        spec=WITH_QUEUE,
    ),
)
