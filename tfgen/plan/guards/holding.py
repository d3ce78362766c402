"""Types of resources that hold what no apply makes again, and what that is.

Each type is one of hashicorp/aws, whose deletion deletes what is in it, or makes it unreadable.
Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs, the page of each.
"""

from __future__ import annotations

from collections.abc import Mapping

_BY_WHAT: Mapping[str, str] = {
    "data": """
        db_instance dynamodb_global_table dynamodb_table dynamodb_table_replica docdb_cluster docdbelastic_cluster ebs_volume
        efs_file_system elasticache_cluster elasticache_replication_group elasticache_serverless_cache elasticsearch_domain
        finspace_kx_volume fsx_lustre_file_system fsx_ontap_file_system fsx_ontap_volume fsx_openzfs_file_system
        fsx_openzfs_volume fsx_windows_file_system glacier_vault healthlake_fhir_datastore keyspaces_keyspace keyspaces_table
        lightsail_bucket lightsail_database lightsail_disk memorydb_cluster neptune_cluster neptunegraph_graph
        opensearch_domain opensearchserverless_collection qldb_ledger rds_cluster rds_global_cluster redshift_cluster
        redshiftserverless_namespace s3_bucket s3_directory_bucket s3tables_table s3tables_table_bucket
        timestreaminfluxdb_db_instance timestreamwrite_database timestreamwrite_table dsql_cluster
    """,
    "backups": "ami backup_vault db_cluster_snapshot db_snapshot ebs_snapshot backup_logically_air_gapped_vault",
    "messages": "kinesis_stream mq_broker msk_cluster msk_serverless_cluster sqs_queue",
    "logs": "cloudtrail_event_data_store cloudwatch_log_group",
    "users": "cognito_user_pool cognito_user directory_service_directory identitystore_user",
    "values": "secretsmanager_secret ssm_parameter appconfig_hosted_configuration_version",
    "what is encrypted by it": "kms_key kms_replica_key kms_external_key kms_replica_external_key cloudhsm_v2_cluster",
    "images and code": "codecommit_repository ecr_repository ecrpublic_repository codeartifact_repository codeartifact_domain",
    "the names in it": "route53_zone service_discovery_private_dns_namespace",
    "certificates that it signed": "acmpca_certificate_authority",
    "workspaces": "workspaces_workspace sagemaker_domain grafana_workspace",
}
LOST: Mapping[str, str] = {f"aws_{name}": what for what, names in _BY_WHAT.items() for name in names.split()}
"""What goes with a resource, by its type."""
