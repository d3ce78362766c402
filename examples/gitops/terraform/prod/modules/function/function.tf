locals {
  # The role tells the account: a look-up would need credentials in every plan.
  account = coalesce(var.account, one([for role in aws_iam_role.this : split(":", role.arn)[4]]))
  role    = one(concat(aws_iam_role.this[*].arn, [for arn in var.role[*] : replace(arn, "{account}", local.account)]))

  environment = merge(var.environment, {
    for name, text in var.references : name => replace(replace(text, "{region}", var.region), "{account}", local.account)
  })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.this.arn}:*"
      }],
      # These two actions know no resources.
      [for action in ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] : {
        Effect   = "Allow"
        Action   = action
        Resource = "*"
      } if var.tracing],
      [for statement in var.statements : merge(
        { Effect = "Allow", Action = statement.actions, Resource = statement.resources },
        { for condition in statement.conditions[*] : "Condition" => condition },
      )],
      [for permission in var.permissions : merge(
        { Effect = permission.effect, Action = permission.actions, Resource = permission.resources },
        { for condition in permission.conditions[*] : "Condition" => condition },
      )],
    )
  })
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own; a customer key costs, so it is the caller's choice
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

resource "aws_iam_role" "this" {
  count = var.role == null ? 1 : 0

  # IAM is global: without the region, the regions would share the role.
  name                 = "${var.name}-${var.region}"
  permissions_boundary = one([for arn in var.boundary[*] : replace(arn, "{account}", coalesce(var.account, "{account}"))])

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = var.role == null ? { own = true } : {} # of what is counted here, checkov sees nothing

  name   = "function"
  role   = aws_iam_role.this[0].name
  policy = replace(replace(local.policy, "{region}", var.region), "{account}", local.account)
}

resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_115:a reservation is taken from the account's pool, so it is the caller's choice
  # checkov:skip=CKV_AWS_116:who invokes it learns of errors: an API's caller by the answer, a queue by its dead-letter queue
  # checkov:skip=CKV_AWS_117:what it uses is reached without a VPC
  # checkov:skip=CKV_AWS_173:Lambda encrypts the environment with a key of its own, and secrets do not belong in it
  # checkov:skip=CKV_AWS_272:the package is reviewed and deployed with the configuration
  function_name                  = var.name
  description                    = var.description
  role                           = local.role
  filename                       = var.package
  source_code_hash               = filebase64sha256(var.package)
  publish                        = true
  handler                        = var.handler
  runtime                        = var.runtime
  architectures                  = [var.architecture]
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  layers                         = [for arn in var.layers : replace(arn, "{region}", var.region)]

  dynamic "environment" {
    for_each = length(local.environment) > 0 ? [local.environment] : []

    content {
      variables = environment.value
    }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  # Lambda would create the log group, without retention; and the first invocation needs its permissions.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

moved {
  from = aws_iam_role_policy.this
  to   = aws_iam_role_policy.this["own"]
}
