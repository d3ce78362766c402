"""Modules of the user's own: what holds data and goes with them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.codes import OWN_LOST
from tfgen.plan.reviewed import Finding, Reviewed

_HOLD_DATA = frozenset(
    {
        "aws_cloudwatch_log_group",
        "aws_cognito_user_pool",
        "aws_db_instance",
        "aws_docdb_cluster",
        "aws_dynamodb_table",
        "aws_dynamodb_table_replica",
        "aws_ebs_volume",
        "aws_ecr_repository",
        "aws_efs_file_system",
        "aws_elasticache_replication_group",
        "aws_fsx_lustre_file_system",
        "aws_kinesis_stream",
        "aws_kms_key",
        "aws_memorydb_cluster",
        "aws_msk_cluster",
        "aws_neptune_cluster",
        "aws_opensearch_domain",
        "aws_rds_cluster",
        "aws_redshift_cluster",
        "aws_s3_bucket",
        "aws_secretsmanager_secret",
        "aws_sqs_queue",
        "aws_timestreamwrite_table",
    }
)
"""Types whose resources hold what no apply makes again."""


def review(plan: Reviewed) -> Iterator[Finding]:
    """Data that goes."""
    for change in plan.own:
        if change.deletes and change.type in _HOLD_DATA:
            why = f", because {' and '.join(change.causes)} cannot be changed" if change.causes else ""
            done = "replaces" if change.replaces else "deletes"
            message = f"the plan {done} {change.address} in {plan.region(change)}{why}, with what it holds"
            hint = "copy what has to be kept before; `prevent_destroy` in the module refuses such a plan"
            yield plan.finding(OWN_LOST, change, message, hint)
