"""What whoever asks a gate must be allowed to do, all of which only reads."""

from __future__ import annotations

ACTIONS = (
    "apigateway:GET",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "route53:GetHealthCheckStatus",
    "route53:ListHostedZonesByName",
    "route53:ListResourceRecordSets",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
)
