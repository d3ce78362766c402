locals {
  read_actions = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
  ]

  write_actions = [
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ]

  table_actions = {
    read       = local.read_actions
    write      = local.write_actions
    read-write = sort(distinct(concat(local.read_actions, local.write_actions)))
  }

  read_key_actions  = ["kms:Decrypt", "kms:DescribeKey"]
  write_key_actions = concat(local.read_key_actions, ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"])

  key_actions = {
    read       = local.read_key_actions
    write      = local.write_key_actions
    read-write = local.write_key_actions
  }
}

resource "aws_cloudwatch_log_group" "function" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own
  for_each = var.functions

  name              = "/aws/lambda/${var.service}-${each.key}"
  retention_in_days = each.value.log_retention
}

resource "aws_iam_role" "function" {
  for_each = var.functions

  # IAM is global: without the region, the regions would share the role.
  name = "${var.service}-${each.key}-${var.region}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = var.functions

  name = "function"
  role = aws_iam_role.function[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function[each.key].arn}:*"
      }],
      # These two actions know no resources.
      [for action in ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] : {
        Effect   = "Allow"
        Action   = action
        Resource = "*"
      } if each.value.tracing],
      [for table, access in each.value.access : {
        Effect   = "Allow"
        Action   = local.table_actions[access]
        Resource = [var.tables[table].arn, "${var.tables[table].arn}/index/*"]
      }],
      [for table, access in each.value.access : {
        Effect    = "Allow"
        Action    = local.key_actions[access]
        Resource  = var.tables[table].key_arn
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.region}.amazonaws.com" } }
      } if var.tables[table].key_arn != null],
    )
  })
}

resource "aws_lambda_function" "function" {
  # checkov:skip=CKV_AWS_115:a reservation is taken from the account's pool, so it is the caller's choice
  # checkov:skip=CKV_AWS_116:the API invokes synchronously, and its caller receives the error
  # checkov:skip=CKV_AWS_117:DynamoDB and the API are reached without a VPC
  # checkov:skip=CKV_AWS_173:Lambda encrypts the environment with a key of its own, and secrets do not belong in it
  # checkov:skip=CKV_AWS_272:the package is reviewed and deployed with the configuration
  for_each = var.functions

  function_name                  = "${var.service}-${each.key}"
  description                    = each.value.description
  role                           = aws_iam_role.function[each.key].arn
  filename                       = each.value.package
  source_code_hash               = filebase64sha256(each.value.package)
  publish                        = true
  handler                        = each.value.handler
  runtime                        = each.value.runtime
  architectures                  = [each.value.architecture]
  memory_size                    = each.value.memory
  timeout                        = each.value.timeout
  reserved_concurrent_executions = each.value.reserved_concurrency
  layers                         = [for arn in each.value.layers : replace(arn, "{region}", var.region)]

  dynamic "environment" {
    for_each = length(each.value.environment) > 0 ? [each.value.environment] : []

    content {
      variables = environment.value
    }
  }

  tracing_config {
    mode = each.value.tracing ? "Active" : "PassThrough"
  }

  # Lambda would create the log group, without retention; and the first invocation needs its permissions.
  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.function]
}

resource "aws_lambda_alias" "live" {
  for_each = var.functions

  name             = "live"
  function_name    = aws_lambda_function.function[each.key].function_name
  function_version = aws_lambda_function.function[each.key].version
}
