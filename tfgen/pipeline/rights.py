"""What whoever plans, applies and destroys a stack must be allowed to do, by what is rendered."""

from __future__ import annotations

from typing import NamedTuple

_AUTHORIZATION = "https://docs.aws.amazon.com/service-authorization/latest/reference"
_REPLICAS = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html"
_LOGGING = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html"


class Right(NamedTuple):
    """What resources of some types need, or what is only read."""

    title: str
    types: tuple[str, ...]
    actions: str
    """Of IAM, by service: `acm: DeleteCertificate …; kms: DescribeKey`."""
    source: str


READ = ("aws_cloudformation_export", "aws_cloudformation_stack", "aws_ssm_parameter")
"""Data sources: what they tell was made by others."""
RIGHTS = (
    Right(
        "certificates",
        ("aws_acm_certificate", "aws_acm_certificate_validation"),
        "acm: AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate RemoveTagsFromCertificate "
        "RequestCertificate UpdateCertificateOptions",
        f"{_AUTHORIZATION}/list_awscertificatemanager.html",
    ),
    Right(
        "records and health checks",
        ("aws_route53_zone", "aws_route53_record", "aws_route53_health_check"),
        "route53: ChangeResourceRecordSets ChangeTagsForResource CreateHealthCheck DeleteHealthCheck GetChange "
        "GetHealthCheck GetHostedZone ListHostedZones ListResourceRecordSets ListTagsForResource UpdateHealthCheck",
        f"{_AUTHORIZATION}/list_amazonroute53.html",
    ),
    Right(
        "APIs and their domains",
        (
            "aws_api_gateway_base_path_mapping",
            "aws_api_gateway_deployment",
            "aws_api_gateway_api_key",
            "aws_api_gateway_method_settings",
            "aws_api_gateway_usage_plan",
            "aws_api_gateway_usage_plan_key",
            "aws_api_gateway_rest_api",
            "aws_api_gateway_stage",
            "aws_apigatewayv2_api",
            "aws_apigatewayv2_api_mapping",
            "aws_apigatewayv2_authorizer",
            "aws_apigatewayv2_domain_name",
            "aws_apigatewayv2_integration",
            "aws_apigatewayv2_route",
            "aws_apigatewayv2_stage",
        ),
        "apigateway: DELETE GET PATCH POST PUT",
        f"{_AUTHORIZATION}/list_amazonapigatewaymanagement.html",
    ),
    Right(
        "edge-optimised domains, whose distribution API Gateway makes",
        ("aws_api_gateway_domain_name",),
        "apigateway: DELETE GET PATCH POST PUT; cloudfront: UpdateDistribution",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html",
    ),
    Right(
        "logs of functions, and of APIs, to which API Gateway's log delivery writes",
        ("aws_cloudwatch_log_group",),
        "logs: CreateLogDelivery CreateLogGroup DeleteLogDelivery DeleteLogGroup DeleteRetentionPolicy "
        "DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries ListTagsForResource "
        "PutResourcePolicy PutRetentionPolicy TagResource UntagResource UpdateLogDelivery",
        _LOGGING,
    ),
    Right(
        "tables and their replicas, whose items DynamoDB copies with the rights of whoever makes the replica, and whose key is looked up",
        ("aws_dynamodb_global_table", "aws_dynamodb_table", "aws_dynamodb_table_replica"),
        "dynamodb: BatchWriteItem CreateGlobalTable CreateTable CreateTableReplica DeleteItem DeleteTable "
        "DeleteTableReplica DescribeContinuousBackups DescribeGlobalTable DescribeTable DescribeTimeToLive GetItem "
        "ListTagsOfResource PutItem Query Scan TagResource UntagResource UpdateContinuousBackups UpdateGlobalTable "
        "UpdateItem UpdateTable UpdateTimeToLive; kms: DescribeKey",
        _REPLICAS,
    ),
    Right(
        "autoscaling of tables",
        ("aws_appautoscaling_policy", "aws_appautoscaling_target"),
        "application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets "
        "DescribeScalingPolicies ListTagsForResource PutScalingPolicy RegisterScalableTarget TagResource UntagResource",
        f"{_AUTHORIZATION}/list_awsapplicationautoscaling.html",
    ),
    Right(
        "roles of functions",
        ("aws_iam_role", "aws_iam_role_policy"),
        "iam: CreateRole DeleteRole DeleteRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies "
        "ListInstanceProfilesForRole ListRolePolicies PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole "
        "UpdateAssumeRolePolicy UpdateRole DeleteRolePermissionsBoundary",
        f"{_AUTHORIZATION}/list_awsidentityandaccessmanagementiam.html",
    ),
    Right(
        "functions",
        (
            "aws_lambda_alias",
            "aws_lambda_event_source_mapping",
            "aws_lambda_function",
            "aws_lambda_permission",
        ),
        "lambda: AddPermission CreateAlias CreateEventSourceMapping CreateFunction DeleteAlias DeleteEventSourceMapping "
        "DeleteFunction DeleteFunctionConcurrency GetAlias GetEventSourceMapping GetFunction "
        "GetFunctionCodeSigningConfig GetFunctionConfiguration GetLayerVersion GetPolicy ListTags "
        "ListVersionsByFunction PublishVersion PutFunctionConcurrency RemovePermission TagResource UntagResource "
        "UpdateAlias UpdateEventSourceMapping UpdateFunctionCode UpdateFunctionConfiguration",
        f"{_AUTHORIZATION}/list_awslambda.html",
    ),
    Right(
        "secrets, but for their values",
        ("aws_secretsmanager_secret",),
        "secretsmanager: CreateSecret DeleteSecret DescribeSecret GetResourcePolicy RemoveRegionsFromReplication "
        "ReplicateSecretToRegions TagResource UntagResource UpdateSecret",
        f"{_AUTHORIZATION}/list_awssecretsmanager.html",
    ),
    Right(
        "queues",
        ("aws_sqs_queue", "aws_sqs_queue_redrive_allow_policy"),
        "sqs: CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue UntagQueue",
        f"{_AUTHORIZATION}/list_amazonsqs.html",
    ),
    Right(
        "keys, and what is encrypted by them: DynamoDB and CloudWatch Logs use a key with the rights of whoever names it",
        ("aws_kms_alias", "aws_kms_key", "aws_kms_replica_key"),
        "kms: CreateAlias CreateGrant CreateKey Decrypt DeleteAlias DescribeKey EnableKeyRotation Encrypt GenerateDataKey "
        "GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags PutKeyPolicy ReplicateKey ScheduleKeyDeletion "
        "TagResource UntagResource UpdateAlias UpdateKeyDescription; logs: AssociateKmsKey DisassociateKmsKey",
        f"{_AUTHORIZATION}/list_awskeymanagementservice.html",
    ),
    Right(
        "values from outside, which are read alone",
        READ,
        "cloudformation: DescribeStacks GetTemplate ListExports; ssm: GetParameter",
        f"{_AUTHORIZATION}/list_awssystemsmanager.html",
    ),
)
EDGE_RIGHTS = (
    Right(
        "buckets of a site, and the files in them",
        (
            "aws_s3_bucket",
            "aws_s3_bucket_lifecycle_configuration",
            "aws_s3_bucket_ownership_controls",
            "aws_s3_bucket_policy",
            "aws_s3_bucket_public_access_block",
            "aws_s3_bucket_server_side_encryption_configuration",
            "aws_s3_bucket_versioning",
            "aws_s3_object",
        ),
        "s3: CreateBucket DeleteBucket DeleteBucketPolicy DeleteObject DeleteObjectVersion GetAccelerateConfiguration "
        "GetBucketAcl GetBucketCORS GetBucketLogging GetBucketObjectLockConfiguration GetBucketOwnershipControls "
        "GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning "
        "GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetObject GetObjectTagging "
        "GetReplicationConfiguration ListBucket ListBucketVersions PutBucketOwnershipControls PutBucketPolicy "
        "PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration "
        "PutLifecycleConfiguration PutObject PutObjectTagging",
        f"{_AUTHORIZATION}/list_amazons3.html",
    ),
    Right(
        "what CloudFront serves",
        (
            "aws_cloudfront_distribution",
            "aws_cloudfront_function",
            "aws_cloudfront_origin_access_control",
            "aws_cloudfront_response_headers_policy",
        ),
        "cloudfront: CreateDistribution CreateFunction CreateOriginAccessControl CreateResponseHeadersPolicy "
        "DeleteDistribution DeleteFunction DeleteOriginAccessControl DeleteResponseHeadersPolicy DescribeFunction "
        "GetDistribution GetDistributionConfig GetFunction GetOriginAccessControl GetResponseHeadersPolicy "
        "ListTagsForResource PublishFunction TagResource UntagResource UpdateDistribution UpdateFunction "
        "UpdateOriginAccessControl UpdateResponseHeadersPolicy",
        f"{_AUTHORIZATION}/list_amazoncloudfront.html",
    ),
    Right(
        "a CDN: its policies, web ACL and the delivery of its logs",
        (
            "aws_cloudfront_cache_policy",
            "aws_cloudfront_origin_request_policy",
            "aws_cloudwatch_log_delivery",
            "aws_cloudwatch_log_delivery_destination",
            "aws_cloudwatch_log_delivery_source",
            "aws_wafv2_web_acl",
        ),
        "cloudfront: AllowVendedLogDeliveryForResource CreateCachePolicy CreateOriginRequestPolicy "
        "DeleteCachePolicy DeleteOriginRequestPolicy GetCachePolicy "
        "GetOriginRequestPolicy ListTagsForResource TagResource UntagResource UpdateCachePolicy "
        "UpdateOriginRequestPolicy; logs: CreateDelivery DeleteDelivery DeleteDeliveryDestination DeleteDeliverySource "
        "GetDelivery GetDeliveryDestination GetDeliverySource PutDeliveryDestination PutDeliverySource; "
        "wafv2: CreateWebACL DeleteWebACL GetWebACL ListTagsForResource TagResource UntagResource UpdateWebACL",
        f"{_AUTHORIZATION}/list_amazoncloudfront.html",
    ),
)
"""The same of what CloudFront serves, for a policy of its own: a managed policy has 6,144 characters at most."""
NEEDS_NONE = ("aws_caller_identity", "aws_region")
"""Of the data sources, those that ask for nothing, or for what everybody may."""
LINKED = (
    "dynamodb.application-autoscaling.amazonaws.com",
    "ops.apigateway.amazonaws.com",
    "replication.dynamodb.amazonaws.com",
)
"""The services that make a role for themselves in an account, once.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html"""


def actions(rights: tuple[Right, ...] = RIGHTS) -> list[str]:
    """Every action once, as IAM calls it."""
    found = (part.partition(": ") for right in rights for part in right.actions.split("; "))
    return sorted({f"{service}:{name}" for service, _, names in found for name in names.split()})
