"""What protects a resource that stays, and goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from tfgen.diagnostics import Severity
from tfgen.plan.change import Change
from tfgen.plan.guards import values
from tfgen.plan.guards.codes import WEAKENED
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.reviewed import Finding


class Setting(NamedTuple):
    """A setting that protects, and when."""

    path: str
    what: str
    protects: Callable[[Any], bool] = lambda value: value is True or value == "true"


def _above_zero(value: Any) -> bool:
    return isinstance(value, int | float) and value > 0


_DELETION = Setting("deletion_protection", "protection against deletion")
_BACKUPS = Setting("backup_retention_period", "backups", _above_zero)
_ENCRYPTED = Setting("storage_encrypted", "encryption")
_AT_REST = Setting("at_rest_encryption_enabled", "encryption at rest")
_IN_TRANSIT = Setting("transit_encryption_enabled", "encryption in transit")
_SNAPSHOTS = Setting("snapshot_retention_limit", "snapshots", _above_zero)
_FINAL = Setting("skip_final_snapshot", "the final snapshot", lambda value: value is False)
_KEY = Setting("kms_key_id", "encryption by a key of one's own", bool)
_DATABASE = (_DELETION, _BACKUPS, _ENCRYPTED, _FINAL)
_PUBLIC = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")

SETTINGS: Mapping[str, tuple[Setting, ...]] = {
    "aws_dynamodb_table": (
        Setting("deletion_protection_enabled", "protection against deletion"),
        Setting("point_in_time_recovery.enabled", "point-in-time recovery"),
        Setting("server_side_encryption.kms_key_arn", "encryption by a key of one's own", bool),
    ),
    "aws_dynamodb_table_replica": (
        Setting("deletion_protection_enabled", "protection against deletion"),
        Setting("point_in_time_recovery", "point-in-time recovery"),
        Setting("kms_key_arn", "encryption by a key of one's own", bool),
    ),
    "aws_db_instance": _DATABASE,
    "aws_rds_cluster": _DATABASE,
    "aws_rds_global_cluster": (_DELETION, _ENCRYPTED),
    "aws_docdb_cluster": _DATABASE,
    "aws_neptune_cluster": _DATABASE,
    "aws_neptunegraph_graph": (_DELETION,),
    "aws_dsql_cluster": (Setting("deletion_protection_enabled", "protection against deletion"),),
    "aws_redshift_cluster": (
        Setting("automated_snapshot_retention_period", "snapshots", _above_zero),
        Setting("encrypted", "encryption"),
        _FINAL,
    ),
    "aws_elasticache_replication_group": (_AT_REST, _IN_TRANSIT, _SNAPSHOTS),
    "aws_memorydb_cluster": (_SNAPSHOTS, Setting("tls_enabled", "encryption in transit")),
    "aws_opensearch_domain": (Setting("encrypt_at_rest.enabled", "encryption at rest"),),
    "aws_efs_file_system": (Setting("encrypted", "encryption"),),
    "aws_efs_backup_policy": (Setting("backup_policy.status", "backups", lambda value: value == "ENABLED"),),
    "aws_s3_bucket_versioning": (
        Setting("versioning_configuration.status", "versions", lambda value: value == "Enabled"),
    ),
    "aws_s3_bucket_public_access_block": tuple(
        Setting(name, f"the block of public access (`{name}`)") for name in _PUBLIC
    ),
    "aws_s3_account_public_access_block": tuple(
        Setting(name, f"the account's block of public access (`{name}`)") for name in _PUBLIC
    ),
    "aws_kms_key": (
        Setting("enable_key_rotation", "rotation"),
        Setting("is_enabled", "the key itself, with which what it encrypted is read"),
    ),
    "aws_sqs_queue": (
        Setting("sqs_managed_sse_enabled", "encryption"),
        Setting("kms_master_key_id", "encryption by a key of one's own", bool),
    ),
    "aws_sns_topic": (Setting("kms_master_key_id", "encryption", bool),),
    "aws_kinesis_stream": (Setting("encryption_type", "encryption", lambda value: value == "KMS"),),
    "aws_cloudwatch_log_group": (_KEY,),
    "aws_cognito_user_pool": (
        Setting("deletion_protection", "protection against deletion", lambda value: value == "ACTIVE"),
        Setting(
            "mfa_configuration", "multi-factor authentication", lambda value: value in ("ON", "OPTIONAL")
        ),
    ),
    "aws_lb": (Setting("enable_deletion_protection", "protection against deletion"),),
    "aws_alb": (Setting("enable_deletion_protection", "protection against deletion"),),
    "aws_instance": (Setting("disable_api_termination", "protection against termination"),),
    "aws_cloudtrail": (
        Setting("enable_logging", "logging"),
        Setting("enable_log_file_validation", "the validation of log files"),
    ),
    "aws_networkfirewall_firewall": (Setting("delete_protection", "protection against deletion"),),
    "aws_qldb_ledger": (_DELETION,),
}
"""By type. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs, the page of each."""
GUARDING: Mapping[str, str] = {
    "aws_s3_bucket_versioning": "versions",
    "aws_s3_bucket_public_access_block": "the block of public access",
    "aws_s3_account_public_access_block": "the account's block of public access",
    "aws_s3_bucket_server_side_encryption_configuration": "the encryption that was asked for",
    "aws_s3_bucket_object_lock_configuration": "the object lock",
    "aws_backup_vault_lock_configuration": "the lock of backups",
    "aws_backup_plan": "backups",
    "aws_backup_selection": "backups",
    "aws_efs_backup_policy": "backups",
    "aws_dlm_lifecycle_policy": "snapshots",
    "aws_wafv2_web_acl_association": "the firewall",
}
"""What the resource that such a one is for loses when it goes."""
_OF_OTHERS = ("bucket", "resource_arn", "file_system_id", "backup_vault_name")


def guard(plan: AnyPlan) -> Iterator[Finding]:
    """Settings that go, and resources that are settings of others, where those stay."""
    gone = {
        str(each.before.get(name))
        for each in plan.changes
        if each.deletes and each.type not in GUARDING
        for name in ("id", "arn", "bucket", "name")
        if each.before.get(name)
    }
    for change in plan.changes:
        if not (change.deletes or change.forgets) and change.before:
            yield from _settings(change)
        elif change.deletes and not change.replaces and change.type in GUARDING:
            whose = {str(change.before.get(name)) for name in _OF_OTHERS if change.before.get(name)}
            if not whose & gone:
                message = f"{GUARDING[change.type]} goes with {change.address}, and what it is for stays"
                yield Finding(WEAKENED, message, change.address, hint="keep it")


def _settings(change: Change) -> Iterator[Finding]:
    for path, what, protects in SETTINGS.get(change.type, ()):
        was, now = values.before(change, path), values.after(change, path)
        if was is None or not protects(was):
            continue
        if now is values.UNKNOWN:
            message = f"{change.address} has {what} (`{path}`), and whether it keeps it is known after the apply alone"
            hint = "say the value where the configuration takes it from something that is made in this apply"
            yield Finding(WEAKENED, message, change.address, hint=hint, severity=Severity.NOTE)
        elif not protects(now):
            message = f"{change.address} loses {what} (`{path}`)"
            yield Finding(
                WEAKENED, message, change.address, hint="keep it; or change it alone, with the reason"
            )
