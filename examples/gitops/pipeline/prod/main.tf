# Written by `tfgen ci github`, which writes it anew. 824e85c56fdc7fb7
# The roles of the pipeline for prod. Apply it once, with rights of your own, and again when the pipeline says
# that it is stale: terraform -chdir=pipeline/prod init && terraform -chdir=pipeline/prod apply
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

  allowed_account_ids = ["333333333333"]
}

variable "repository" {
  description = "The repository that the roles trust: OWNER/NAME; OWNER@ID/NAME@ID if GitHub made, renamed or moved it after 15 July 2026."
  type        = string
  default     = "acme/orders"
}

variable "provider_arn" {
  description = "The identity provider of token.actions.githubusercontent.com, where the account has it already. An account has one."
  type        = string
  default     = ""
}

resource "aws_iam_openid_connect_provider" "this" {
  count = var.provider_arn == "" ? 1 : 0

  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  provider = var.provider_arn == "" ? one(aws_iam_openid_connect_provider.this[*].arn) : var.provider_arn
}

resource "aws_iam_role" "plan" {
  name                 = "orders-prod-tfgen-plan"
  description          = "Plans, and reads prod; taken by the pipeline of ${var.repository}"
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.provider }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = ["repo:${var.repository}:pull_request", "repo:${var.repository}:ref:refs/heads/main"]
        }
      }
    }]
  })
}

resource "aws_iam_role" "apply" {
  name                 = "orders-prod-tfgen-apply"
  description          = "Applies prod; taken by the pipeline of ${var.repository}"
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.provider }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = ["repo:${var.repository}:environment:prod"]
        }
      }
    }]
  })
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
          Sid    = "FindTheState"
          Effect = "Allow"
          Action = ["s3:ListBucket"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1",
            "arn:aws:s3:::acme-terraform-eu-west-1",
            "arn:aws:s3:::acme-terraform-ap-southeast-2",
          ]
        },
        {
          Sid    = "State"
          Effect = "Allow"
          Action = ["s3:GetObject"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/global.tfstate",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/data-eu-west-1.tfstate",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/data-ap-southeast-2.tfstate",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/ap-southeast-2.tfstate",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/data-us-east-1.tfstate",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/us-east-1.tfstate",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/eu-west-1.tfstate",
          ]
        },
        {
          Sid    = "LockTheState"
          Effect = "Allow"
          Action = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/global.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/data-eu-west-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/data-ap-southeast-2.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/ap-southeast-2.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/data-us-east-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/us-east-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/eu-west-1.tfstate.tflock",
          ]
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
          Resource = "arn:aws:dynamodb:*:333333333333:table/orders-prod-*"
        },
        {
          Sid    = "Write3"
          Effect = "Allow"
          Action = ["dynamodb:CreateGlobalTable", "dynamodb:UpdateGlobalTable"]
          Resource = [
            "arn:aws:dynamodb:*:333333333333:table/orders-prod-*",
            "arn:aws:dynamodb::333333333333:global-table/orders-prod-*",
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
          Resource = "arn:aws:iam::333333333333:role/orders-prod-*"
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
          Resource = "arn:aws:lambda:*:333333333333:function:orders-prod-*"
        },
        {
          Sid      = "HandRolesToFunctions"
          Effect   = "Allow"
          Action   = ["iam:PassRole"]
          Resource = "arn:aws:iam::333333333333:role/orders-prod-*"
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
          Sid    = "FindTheState"
          Effect = "Allow"
          Action = ["s3:ListBucket"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1",
            "arn:aws:s3:::acme-terraform-eu-west-1",
            "arn:aws:s3:::acme-terraform-ap-southeast-2",
          ]
        },
        {
          Sid    = "State"
          Effect = "Allow"
          Action = ["s3:GetObject", "s3:PutObject"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/global.tfstate",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/data-eu-west-1.tfstate",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/data-ap-southeast-2.tfstate",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/ap-southeast-2.tfstate",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/data-us-east-1.tfstate",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/us-east-1.tfstate",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/eu-west-1.tfstate",
          ]
        },
        {
          Sid    = "LockTheState"
          Effect = "Allow"
          Action = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
          Resource = [
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/global.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/data-eu-west-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/data-ap-southeast-2.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-ap-southeast-2/orders-prod/ap-southeast-2.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/data-us-east-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-us-east-1/orders-prod/us-east-1.tfstate.tflock",
            "arn:aws:s3:::acme-terraform-eu-west-1/orders-prod/eu-west-1.tfstate.tflock",
          ]
        },
      ]
    }
  }
}

resource "aws_iam_policy" "this" {
  for_each = local.policies

  name   = "orders-prod-tfgen-${each.key}"
  policy = jsonencode(each.value)
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.policies

  role       = startswith(each.key, "plan") ? aws_iam_role.plan.name : aws_iam_role.apply.name
  policy_arn = aws_iam_policy.this[each.key].arn
}

output "plan_role" {
  description = "For the pipeline's variable TFGEN_PLAN_ROLE_PROD, where the spec does not say the account."
  value       = aws_iam_role.plan.arn
}

output "apply_role" {
  description = "For TFGEN_APPLY_ROLE_PROD."
  value       = aws_iam_role.apply.arn
}
