# Written by `tfgen ci atlantis`, which writes it anew. c155eaaa5363edfb
# The roles of the pipeline for staging. Apply it once, with rights of your own, and again when the pipeline says
# that it is stale: terraform -chdir=pipeline/staging init && terraform -chdir=pipeline/staging apply
terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40, < 7"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

locals {
  policies = {
    plan = {
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "Read"
          Effect = "Allow"
          Action = [
            "acm:DescribeCertificate",
            "acm:ListTagsForCertificate",
            "apigateway:GET",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeGlobalTable",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:ListTagsOfResource",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfilesForRole",
            "iam:ListRolePolicies",
            "kms:DescribeKey",
            "lambda:GetAlias",
            "lambda:GetEventSourceMapping",
            "lambda:GetFunction",
            "lambda:GetFunctionCodeSigningConfig",
            "lambda:GetFunctionConfiguration",
            "lambda:GetLayerVersion",
            "lambda:GetPolicy",
            "lambda:ListTags",
            "lambda:ListVersionsByFunction",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:ListTagsForResource",
            "route53:GetChange",
            "route53:GetHealthCheck",
            "route53:GetHealthCheckStatus",
            "route53:GetHostedZone",
            "route53:ListHostedZones",
            "route53:ListResourceRecordSets",
            "route53:ListTagsForResource",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
          ]
          Resource = "*"
        },
        {
          Sid      = "FindTheState"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = "arn:aws:s3:::acme-terraform"
        },
        {
          Sid      = "State"
          Effect   = "Allow"
          Action   = ["s3:GetObject"]
          Resource = "arn:aws:s3:::acme-terraform/shop-staging/terraform.tfstate"
        },
        {
          Sid      = "LockTheState"
          Effect   = "Allow"
          Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
          Resource = "arn:aws:s3:::acme-terraform/shop-staging/terraform.tfstate.tflock"
        },
      ]
    }
    apply = {
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "Read"
          Effect = "Allow"
          Action = [
            "acm:DescribeCertificate",
            "acm:ListTagsForCertificate",
            "apigateway:GET",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeGlobalTable",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:ListTagsOfResource",
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfilesForRole",
            "iam:ListRolePolicies",
            "kms:DescribeKey",
            "lambda:GetAlias",
            "lambda:GetEventSourceMapping",
            "lambda:GetFunction",
            "lambda:GetFunctionCodeSigningConfig",
            "lambda:GetFunctionConfiguration",
            "lambda:GetLayerVersion",
            "lambda:GetPolicy",
            "lambda:ListTags",
            "lambda:ListVersionsByFunction",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:ListTagsForResource",
            "route53:GetChange",
            "route53:GetHealthCheck",
            "route53:GetHealthCheckStatus",
            "route53:GetHostedZone",
            "route53:ListHostedZones",
            "route53:ListResourceRecordSets",
            "route53:ListTagsForResource",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
          ]
          Resource = "*"
        },
        {
          Sid    = "Write1"
          Effect = "Allow"
          Action = [
            "acm:AddTagsToCertificate",
            "acm:DeleteCertificate",
            "acm:RemoveTagsFromCertificate",
            "acm:RequestCertificate",
            "acm:UpdateCertificateOptions",
            "apigateway:DELETE",
            "apigateway:PATCH",
            "apigateway:POST",
            "apigateway:PUT",
            "lambda:CreateEventSourceMapping",
            "lambda:DeleteEventSourceMapping",
            "lambda:UpdateEventSourceMapping",
            "logs:CreateLogDelivery",
            "logs:CreateLogGroup",
            "logs:DeleteLogDelivery",
            "logs:DeleteLogGroup",
            "logs:DeleteRetentionPolicy",
            "logs:PutResourcePolicy",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
            "logs:UntagResource",
            "logs:UpdateLogDelivery",
            "route53:ChangeResourceRecordSets",
            "route53:ChangeTagsForResource",
            "route53:CreateHealthCheck",
            "route53:DeleteHealthCheck",
            "route53:UpdateHealthCheck",
          ]
          Resource = "*"
        },
        {
          Sid    = "Write2"
          Effect = "Allow"
          Action = [
            "dynamodb:BatchWriteItem",
            "dynamodb:CreateTable",
            "dynamodb:CreateTableReplica",
            "dynamodb:DeleteItem",
            "dynamodb:DeleteTable",
            "dynamodb:DeleteTableReplica",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:TagResource",
            "dynamodb:UntagResource",
            "dynamodb:UpdateContinuousBackups",
            "dynamodb:UpdateItem",
            "dynamodb:UpdateTable",
            "dynamodb:UpdateTimeToLive",
          ]
          Resource = "arn:aws:dynamodb:*:*:table/shop-staging-*"
        },
        {
          Sid    = "Write3"
          Effect = "Allow"
          Action = ["dynamodb:CreateGlobalTable", "dynamodb:UpdateGlobalTable"]
          Resource = [
            "arn:aws:dynamodb:*:*:table/shop-staging-*",
            "arn:aws:dynamodb::*:global-table/shop-staging-*",
          ]
        },
        {
          Sid    = "Write4"
          Effect = "Allow"
          Action = [
            "iam:CreateRole",
            "iam:DeleteRole",
            "iam:DeleteRolePermissionsBoundary",
            "iam:DeleteRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
          ]
          Resource = "arn:aws:iam::*:role/shop-staging-*"
        },
        {
          Sid    = "Write5"
          Effect = "Allow"
          Action = [
            "lambda:AddPermission",
            "lambda:CreateAlias",
            "lambda:CreateFunction",
            "lambda:DeleteAlias",
            "lambda:DeleteFunction",
            "lambda:DeleteFunctionConcurrency",
            "lambda:PublishVersion",
            "lambda:PutFunctionConcurrency",
            "lambda:RemovePermission",
            "lambda:TagResource",
            "lambda:UntagResource",
            "lambda:UpdateAlias",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
          ]
          Resource = "arn:aws:lambda:*:*:function:shop-staging-*"
        },
        {
          Sid      = "HandRolesToFunctions"
          Effect   = "Allow"
          Action   = ["iam:PassRole"]
          Resource = "arn:aws:iam::*:role/shop-staging-*"
          Condition = {
            StringEquals = { "iam:PassedToService" = ["lambda.amazonaws.com"] }
          }
        },
        {
          Sid      = "RolesOfServices"
          Effect   = "Allow"
          Action   = ["iam:CreateServiceLinkedRole"]
          Resource = "*"
          Condition = {
            StringEquals = {
              "iam:AWSServiceName" = [
                "dynamodb.application-autoscaling.amazonaws.com",
                "ops.apigateway.amazonaws.com",
                "replication.dynamodb.amazonaws.com",
              ]
            }
          }
        },
        {
          Sid      = "FindTheState"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = "arn:aws:s3:::acme-terraform"
        },
        {
          Sid      = "State"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:PutObject"]
          Resource = "arn:aws:s3:::acme-terraform/shop-staging/terraform.tfstate"
        },
        {
          Sid      = "LockTheState"
          Effect   = "Allow"
          Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
          Resource = "arn:aws:s3:::acme-terraform/shop-staging/terraform.tfstate.tflock"
        },
      ]
    }
  }
}

resource "aws_iam_policy" "this" {
  for_each = local.policies

  name   = "shop-staging-tfgen-${each.key}"
  policy = jsonencode(each.value)
}
