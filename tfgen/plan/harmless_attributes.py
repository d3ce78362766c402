"""The attributes of resources whose values may be shown, by type: sizes, switches, names that AWS shows to anybody who may look.

What people write freely is not among them: environment variables, descriptions, tags, policies, bodies, headers, records.
Nor are digests of them, of which short ones can be found by guessing.
Source of the names: https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
"""

from __future__ import annotations

EVERYWHERE = frozenset({"region"})

_TABLE = """attribute billing_mode deletion_protection_enabled global_secondary_index hash_key local_secondary_index name
    point_in_time_recovery range_key read_capacity replica server_side_encryption stream_enabled stream_view_type
    table_class ttl write_capacity"""
_QUEUE = """delay_seconds fifo_queue kms_data_key_reuse_period_seconds kms_master_key_id max_message_size
    message_retention_seconds name receive_wait_time_seconds redrive_policy sqs_managed_sse_enabled
    visibility_timeout_seconds"""

_TYPES = {
    "aws_acm_certificate": "domain_name key_algorithm subject_alternative_names validation_method",
    "aws_api_gateway_api_key": "enabled name",
    "aws_api_gateway_base_path_mapping": "base_path domain_name stage_name",
    "aws_api_gateway_domain_name": "domain_name endpoint_configuration security_policy",
    "aws_api_gateway_method_settings": "method_path settings stage_name",
    "aws_api_gateway_rest_api": "api_key_source binary_media_types endpoint_configuration minimum_compression_size name",
    "aws_api_gateway_stage": "cache_cluster_enabled cache_cluster_size stage_name xray_tracing_enabled",
    "aws_api_gateway_usage_plan": "name quota_settings throttle_settings",
    "aws_apigatewayv2_api": "cors_configuration disable_execute_api_endpoint name protocol_type",
    "aws_apigatewayv2_api_mapping": "api_mapping_key domain_name stage",
    "aws_apigatewayv2_authorizer": """authorizer_payload_format_version authorizer_result_ttl_in_seconds authorizer_type
        enable_simple_responses identity_sources jwt_configuration name""",
    "aws_apigatewayv2_domain_name": "domain_name domain_name_configuration",
    "aws_apigatewayv2_integration": "integration_method integration_type payload_format_version timeout_milliseconds",
    "aws_apigatewayv2_route": "authorization_scopes authorization_type route_key",
    "aws_apigatewayv2_stage": "auto_deploy default_route_settings name route_settings",
    "aws_appautoscaling_policy": "name policy_type resource_id scalable_dimension target_tracking_scaling_policy_configuration",
    "aws_appautoscaling_target": "max_capacity min_capacity resource_id scalable_dimension",
    "aws_cloudfront_cache_policy": "default_ttl max_ttl min_ttl name",
    "aws_cloudfront_distribution": "aliases default_root_object enabled http_version is_ipv6_enabled price_class",
    "aws_cloudfront_function": "name publish runtime",
    "aws_cloudwatch_log_group": "kms_key_id log_group_class name retention_in_days skip_destroy",
    "aws_cloudwatch_metric_alarm": """comparison_operator datapoints_to_alarm evaluation_periods metric_name namespace period
        statistic threshold treat_missing_data""",
    "aws_db_instance": """allocated_storage auto_minor_version_upgrade availability_zone backup_retention_period
        deletion_protection engine engine_version instance_class max_allocated_storage multi_az publicly_accessible
        skip_final_snapshot storage_encrypted storage_type""",
    "aws_rds_cluster": """backup_retention_period deletion_protection engine engine_mode engine_version
        serverlessv2_scaling_configuration skip_final_snapshot storage_encrypted""",
    "aws_dynamodb_table": _TABLE,
    "aws_dynamodb_table_replica": "deletion_protection_enabled point_in_time_recovery table_class_override",
    "aws_dynamodb_global_table": "name replica",
    "aws_ebs_volume": "availability_zone encrypted iops size throughput type",
    "aws_ecs_service": "deployment_maximum_percent deployment_minimum_healthy_percent desired_count launch_type name",
    "aws_efs_file_system": "encrypted performance_mode provisioned_throughput_in_mibps throughput_mode",
    "aws_elasticache_replication_group": """at_rest_encryption_enabled automatic_failover_enabled engine engine_version
        multi_az_enabled node_type num_cache_clusters snapshot_retention_limit transit_encryption_enabled""",
    "aws_iam_role": "max_session_duration name path",
    "aws_iam_role_policy": "name",
    "aws_iam_role_policy_attachment": "policy_arn",
    "aws_instance": "ami availability_zone ebs_optimized instance_type monitoring",
    "aws_kms_alias": "name",
    "aws_kms_key": """customer_master_key_spec deletion_window_in_days enable_key_rotation is_enabled key_usage multi_region
        rotation_period_in_days""",
    "aws_kms_replica_key": "deletion_window_in_days enabled",
    "aws_lambda_alias": "function_version name",
    "aws_lambda_event_source_mapping": """batch_size bisect_batch_on_function_error enabled function_response_types
        maximum_batching_window_in_seconds maximum_record_age_in_seconds maximum_retry_attempts parallelization_factor
        scaling_config starting_position""",
    "aws_lambda_function": """architectures dead_letter_config ephemeral_storage function_name handler layers logging_config
        memory_size package_type publish reserved_concurrent_executions runtime snap_start source_code_hash timeout
        tracing_config version""",
    "aws_lambda_permission": "action principal qualifier statement_id",
    "aws_lambda_provisioned_concurrency_config": "provisioned_concurrent_executions qualifier",
    "aws_route53_health_check": """disabled failure_threshold fqdn invert_healthcheck measure_latency port regions
        request_interval resource_path type""",
    "aws_route53_record": """alias allow_overwrite failover_routing_policy latency_routing_policy name set_identifier ttl type
        weighted_routing_policy""",
    "aws_s3_bucket": "bucket force_destroy object_lock_enabled",
    "aws_s3_bucket_lifecycle_configuration": "rule",
    "aws_s3_bucket_ownership_controls": "rule",
    "aws_s3_bucket_public_access_block": "block_public_acls block_public_policy ignore_public_acls restrict_public_buckets",
    "aws_s3_bucket_server_side_encryption_configuration": "rule",
    "aws_s3_bucket_versioning": "versioning_configuration",
    "aws_s3_object": "content_type key",
    "aws_secretsmanager_secret": "kms_key_id name recovery_window_in_days replica",
    "aws_sqs_queue": _QUEUE,
    "aws_sqs_queue_redrive_allow_policy": "redrive_allow_policy",
    "aws_wafv2_web_acl": "capacity name scope",
}

BY_TYPE = {kind: frozenset(names.split()) for kind, names in _TYPES.items()}
