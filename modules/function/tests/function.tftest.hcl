mock_provider "aws" {
  override_during = plan

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:x" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/x" }
  }

  mock_resource "aws_lambda_alias" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:x:live" }
  }
}

variables {
  name    = "keyvalue-get-key"
  region  = "eu-west-1"
  handler = "get_key.main"
  runtime = "python3.13"

  # Any file can be hashed in place of a package.
  package = "versions.tf"
}

run "small" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].name == "keyvalue-get-key-eu-west-1"
    error_message = "The name of a role carries the region, because IAM is global."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/${aws_lambda_function.this.function_name}"
    error_message = "The log group is the one that Lambda writes to."
  }

  assert {
    condition     = aws_lambda_function.this.publish && length(aws_lambda_function.this.environment) == 0
    error_message = "Each change is a version, and a function without variables has no environment."
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == null
    error_message = "Without a reservation, only the account's limit holds."
  }

  assert {
    condition     = output.arn == "arn:aws:lambda:eu-west-1:123456789012:function:x:live" && output.alias == "live"
    error_message = "What uses the function uses its alias."
  }
}

run "rights" {
  command = plan

  variables {
    statements = [
      {
        actions   = ["dynamodb:GetItem", "dynamodb:Query"]
        resources = ["arn:aws:dynamodb:{region}:{account}:table/x", "arn:aws:dynamodb:{region}:{account}:table/x/index/*"]
      },
      {
        actions    = ["kms:Decrypt"]
        resources  = ["arn:aws:kms:eu-west-1:123456789012:key/1"]
        conditions = { StringEquals = { "kms:ViaService" = "dynamodb.{region}.amazonaws.com" } }
      },
    ]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this["own"].policy).Statement == [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:eu-west-1:123456789012:log-group:x:*"
      },
      { Effect = "Allow", Action = "xray:PutTelemetryRecords", Resource = "*" },
      { Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*" },
      {
        Effect = "Allow"
        Action = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = [
          "arn:aws:dynamodb:eu-west-1:123456789012:table/x",
          "arn:aws:dynamodb:eu-west-1:123456789012:table/x/index/*",
        ]
      },
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = ["arn:aws:kms:eu-west-1:123456789012:key/1"]
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.eu-west-1.amazonaws.com" } }
      },
    ]
    error_message = "A function may write its logs and traces, and what the statements say of its region and account."
  }
}

run "untraced" {
  command = plan

  variables {
    tracing = false
  }

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this["own"].policy).Statement) == 1
    error_message = "A function that is not traced may write its logs and nothing else."
  }

  assert {
    condition     = one(aws_lambda_function.this.tracing_config).mode == "PassThrough"
    error_message = "A function that is not traced sends no traces."
  }
}

run "placeholders" {
  command = plan

  variables {
    environment = { LOG_LEVEL = "info", NOTE = "{region}" }
    references  = { QUEUE_JOBS = "https://sqs.{region}.amazonaws.com/{account}/keyvalue-jobs" }
    layers      = ["arn:aws:lambda:{region}:017000801446:layer:shared:1"]
  }

  assert {
    condition = one(aws_lambda_function.this.environment).variables == tomap({
      LOG_LEVEL  = "info"
      NOTE       = "{region}"
      QUEUE_JOBS = "https://sqs.eu-west-1.amazonaws.com/123456789012/keyvalue-jobs"
    })
    error_message = "Region and account are filled in where a reference names them, and nowhere else."
  }

  assert {
    condition     = aws_lambda_function.this.layers == tolist(["arn:aws:lambda:eu-west-1:017000801446:layer:shared:1"])
    error_message = "{region} in the ARN of a layer stands for the region."
  }
}

run "refuses_long_role_name" {
  command = plan

  variables {
    name = "a-service-whose-name-leaves-no-room-for-its-functions-and-region"
  }

  expect_failures = [var.name]
}

run "refuses_unknown_architecture" {
  command = plan

  variables {
    architecture = "sparc"
  }

  expect_failures = [var.architecture]
}

run "refuses_statement_without_resources" {
  command = plan

  variables {
    statements = [{ actions = ["dynamodb:GetItem"], resources = [] }]
  }

  expect_failures = [var.statements]
}

run "permissions" {
  command = plan

  variables {
    permissions = [
      { effect = "Allow", actions = ["sns:Publish"], resources = ["arn:aws:sns:{region}:{account}:news"] },
      { effect = "Deny", actions = ["s3:*"], resources = ["*"], conditions = { Bool = { "aws:SecureTransport" = ["false"] } } },
    ]
  }

  assert {
    condition = slice(jsondecode(aws_iam_role_policy.this["own"].policy).Statement, 3, 5) == [
      { Effect = "Allow", Action = ["sns:Publish"], Resource = ["arn:aws:sns:eu-west-1:123456789012:news"] },
      { Effect = "Deny", Action = ["s3:*"], Resource = ["*"], Condition = { Bool = { "aws:SecureTransport" = ["false"] } } },
    ]
    error_message = "Statements are as the caller says them, with what is filled in."
  }
}

run "role_that_exists" {
  command = plan

  variables {
    account = "123456789012"
    role    = "arn:aws:iam::{account}:role/service/payments"
  }

  assert {
    condition     = aws_lambda_function.this.role == "arn:aws:iam::123456789012:role/service/payments"
    error_message = "The function has the role that is told."
  }

  assert {
    condition     = length(aws_iam_role.this) + length(aws_iam_role_policy.this) == 0
    error_message = "A role that exists is left as it is."
  }
}

run "boundary" {
  command = plan

  variables {
    account  = "123456789012"
    boundary = "arn:aws:iam::{account}:policy/developers"
  }

  assert {
    condition     = aws_iam_role.this[0].permissions_boundary == "arn:aws:iam::123456789012:policy/developers"
    error_message = "The role has its boundary."
  }
}

run "role_of_no_account" {
  command = plan

  variables {
    role = "arn:aws:iam::{account}:role/payments"
  }

  expect_failures = [var.account]
}
