"""The words that users bring from serverless.yml, SAM, CloudFormation and Terraform, by our key for the same thing."""

from __future__ import annotations

from collections.abc import Collection

_WORDS = {
    "access": "iam iam_role iam_role_statements permissions policies policy role role_arn",
    "api": "api_gateway apigw http_api rest_api",
    "arch": "architecture architectures processor",
    "batch": "batch_size",
    "binary": "binary_media_types",
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
    "kind": "protocol protocol_type type",
    "layers": "layer",
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
