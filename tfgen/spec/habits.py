"""The words that users bring from serverless.yml, SAM, CloudFormation and Terraform, by our key for the same thing."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORDS = {
    "access": "iam iam_role iam_role_statements permissions policies policy",
    "actions": "action",
    "api": "api_gateway apigw http_api rest_api",
    "arch": "architecture architectures processor",
    "batch": "batch_size",
    "binary": "binary_media_types",
    "role": "role_arn",
    "boundary": "permission_boundary permissions_boundary permissions_boundary_arn role_permissions_boundary",
    "bucket": "bucket_name",
    "burst": "burst_limit throttling_burst_limit",
    "capacity": "auto_scaling autoscaling billing billing_mode provisioned provisioned_throughput read_capacity"
    " throughput write_capacity",
    "code": "code_uri content_uri dir directory filename folder package source source_code source_dir src zip",
    "cors": "cors_configuration",
    "credentials": "allow_credentials allowed_credentials",
    "defaults": "globals provider",
    "description": "comment desc",
    "domain": "custom_domain dns dns_name domain_name host hostname",
    "drained": "disabled drain",
    "encryption": "encrypted encryption_key kms kms_key kms_key_arn kms_key_id kms_master_key_id"
    " server_side_encryption sse sse_specification",
    "env": "env_vars environment environment_variables envs vars variables",
    "events": "event event_source event_source_mapping sqs trigger triggers",
    "failures": "failure_threshold unhealthy_threshold",
    "functions": "aws_lambda_function function handlers lambda lambda_functions lambdas",
    "global_table": "global_table_version global_tables",
    "handler": "entry entry_point entrypoint main",
    "headers": "allow_headers allowed_headers",
    "health": "health_check healthcheck",
    "http": "endpoint endpoints http_api method path paths route routes url",
    "indexes": "global_index global_indexes global_secondary_index global_secondary_indexes gsi gsis index indices"
    " local_indexes local_secondary_index local_secondary_indexes lsi lsis secondary_indexes",
    "interval": "period request_interval",
    "key": "attribute attribute_definitions attributes hash_key key_schema keys partition_key primary_key range_key"
    " sort_key",
    "joining": "adding join",
    "kind": "protocol protocol_type type",
    "layers": "layer",
    "leaving": "leave removing",
    "logs": "access_logs log log_group log_retention log_retention_in_days logging retention retention_in_days",
    "max": "max_capacity maximum",
    "memory": "memory_mb memory_size ram",
    "methods": "allow_methods allowed_methods",
    "min": "min_capacity minimum",
    "name": "function_name queue_name table_name",
    "origins": "allow_origin allow_origins allowed_origins origin",
    "path": "health_check_path resource_path url",
    "project": "non_key_attributes projection projection_type",
    "protect": "deletion_policy deletion_protection deletion_protection_enabled prevent_destroy protected",
    "queue": "arn queue_name sqs",
    "queues": "aws_sqs_queue sqs",
    "rate": "rate_limit throttling_rate_limit",
    "read": "read_capacity read_capacity_units rcu",
    "receives": "dead_letter dead_letter_config dead_letter_queue dlq max_receive_count max_receives redrive"
    " redrive_policy",
    "recovery": "backup backups pitr point_in_time_recovery point_in_time_recovery_specification",
    "regions": "region",
    "reserved": "concurrency reserved_concurrency reserved_concurrent_executions",
    "resources": "resource",
    "retention": "message_retention message_retention_period message_retention_seconds",
    "retiring": "removed retire retired",
    "routing": "health health_check latency route53",
    "runtime": "language",
    "service": "app name project service_name stack stack_name",
    "state": "backend remote_state terraform",
    "tables": "aws_dynamodb_table databases dynamo dynamodb dynamodb_tables",
    "tags": "default_tags labels stack_tags",
    "target": "target_utilization target_value utilization",
    "tfgen": "version",
    "throttle": "rate_limit throttling",
    "timeout": "max_duration timeout_in_seconds timeout_s timeout_sec timeout_seconds",
    "tracing": "tracing_config x_ray xray",
    "ttl": "time_to_live time_to_live_specification ttl_attribute",
    "visibility": "timeout visibility_timeout visibility_timeout_seconds",
    "when": "condition conditions",
    "write": "wcu write_capacity write_capacity_units",
    "zone": "hosted_zone hosted_zone_name zone_name",
    "zone_id": "hosted_zone_id",
}
"""In snake case; other cases are read alike. Where several of our keys stand for a word, those that a record has count.

Sources: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml,
https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html,
https://registry.terraform.io/providers/hashicorp/aws/latest/docs (resources lambda_function, dynamodb_table, sqs_queue,
apigatewayv2_api, route53_health_check).
"""


def habitual(word: str, known: Collection[str]) -> str | None:
    """The one of the known keys that stands for what other tools call by a word."""
    plain = _plain(word)
    return next((key for key in known if plain in map(_plain, _WORDS.get(key, "").split())), None)


def _plain(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "")


_PARAMETER = "`{parameter: {name: …, read: deploy}}` reads a parameter of SSM"
_STACK = "`{stack: {name: …, output: …}}` reads an output of another stack, `{export: …}` an export"
_THING = (
    "a thing of the spec is `{table: …}` or `{queue: …}`, its ARN `{arn: {table: …}}`, an input `{input: …}`"
)
_KEPT = "a secret is named in `secrets`, and read by the function when it runs"
_REFERENCES = (
    (r"\$\{ssm[:(.]|\{\{resolve:ssm:|^ssm(-secure)?:/", _PARAMETER),
    (r"\{\{resolve:ssm-secure|\{\{resolve:secretsmanager:|\{\{resolve:", _KEPT),
    (
        r"\$\{(opt|sls|self|param):(stage|provider\.stage|custom\.stage)\b",
        "`{spec: environment}` is the environment",
    ),
    (
        r"\$\{(AWS::Region\}|aws:region\}|(opt|self):(provider\.)?region\b|data\.aws_region)",
        "`{spec: region}` is the region, `{region}` in names and ARNs",
    ),
    (r"\$\{(AWS::AccountId|aws:accountId)\}", "`{account}` stands in names and ARNs"),
    (r"\$\{self:service\b|\$\{AWS::StackName\}", "`{spec: service}` is the service's name"),
    (r"\$\{(cf|cf\([\w-]+\))[:.]", _STACK),
    (r"\$\{(env|opt|param|var)[:.]", "`{input: …}` is what whoever deploys says, as `inputs` declares it"),
    (
        r"\$\{(self|file|custom|local|s3|output|sls|git|terraform|strToBool)[:.(]",
        "say the value itself, or once in `defaults`",
    ),
    (r"\$\{(module\.[\w.-]+\}|aws_\w+\.|data\.)", _THING),
)
"""References of serverless.yml, CloudFormation, SAM and Terraform in a text, and what to write here.

Sources: https://www.serverless.com/framework/docs/providers/aws/guide/variables,
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html,
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html.
"""
_FUNCTIONS = {
    "ref": _THING,
    "getatt": _THING,
    "importvalue": "`{export: …}` reads an export",
    "sub": f"{_THING}; `{{region}}` and `{{account}}` stand in names and ARNs alone",
    "join": f"write the text as a whole; {_THING}",
    "findinmap": "what differs by region stands in `regions`, by environment in `environments`",
}
"""CloudFormation's functions, as tags and as keys.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"""


def of_another_tool(text: str) -> tuple[str, str] | None:
    """The reference of another tool that a text holds, and what to write here; None if it holds none."""
    for form, hint in _REFERENCES:
        if found := re.search(form, text):
            return found[0], hint
    return None


def function_of_cloudformation(word: str) -> str | None:
    """What to write for a function such as `!Ref`, `Ref` or `Fn::GetAtt`."""
    return _FUNCTIONS.get(word.lstrip("!").removeprefix("Fn::").lower())
