mock_provider "aws" {
  override_during = plan

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:x" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/x" }
  }

  mock_resource "aws_lambda_alias" {
    defaults = { invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations" }
  }

  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      api_endpoint  = "https://abc.execute-api.eu-west-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abc"
    }
  }

  mock_resource "aws_api_gateway_rest_api" {
    defaults = { execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abc" }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = { invoke_url = "https://abc.execute-api.eu-west-1.amazonaws.com/live" }
  }
}

variables {
  service                = "keyvalue"
  region                 = "eu-west-1"
  domain                 = "keyvalue.example.com"
  certificate_arn        = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
  validation_record_fqdn = "_1.keyvalue.example.com"

  # Any file can be hashed in place of a package.
  functions = {
    get-key = {
      package       = "versions.tf"
      handler       = "get_key.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      environment   = { LOG_LEVEL = "info" }
      layers        = ["arn:aws:lambda:{region}:123456789012:layer:shared:1"]
      log_retention = 365
      tracing       = true
      routes        = ["GET /{key}", "GET /health"]
      access        = { keyvalues = "read" }
    }
    set-key = {
      package       = "versions.tf"
      handler       = "set_key.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 30
      tracing       = false
      routes        = ["POST /{key}", "ANY /files/{path+}"]
      access        = { keyvalues = "write", secrets = "read-write" }
    }
    clean = {
      package       = "versions.tf"
      handler       = "clean.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 30
      tracing       = false
    }
  }

  tables = {
    keyvalues = { arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalues" }
    secrets = {
      arn     = "arn:aws:dynamodb:eu-west-1:123456789012:table/secrets"
      key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1"
    }
  }

  api    = { kind = "http", log_retention = 365 }
  health = { path = "/health", interval = 10, failures = 2 }
}

run "functions" {
  command = plan

  assert {
    condition     = aws_iam_role.function["get-key"].name == "keyvalue-get-key-eu-west-1"
    error_message = "The name of a role carries the region, because IAM is global."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.function["get-key"].policy).Statement : statement.Resource] == [
      "arn:aws:logs:eu-west-1:123456789012:log-group:x:*",
      "*",
      "*",
      ["arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalues", "arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalues/index/*"],
    ]
    error_message = "A function that reads a table may write its logs and traces, and use that table and its indexes."
  }

  assert {
    condition = !contains(
      jsondecode(aws_iam_role_policy.function["get-key"].policy).Statement[3].Action, "dynamodb:PutItem"
    )
    error_message = "Read access does not write."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.function["set-key"].policy).Statement : statement.Resource] == [
      "arn:aws:logs:eu-west-1:123456789012:log-group:x:*",
      ["arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalues", "arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalues/index/*"],
      ["arn:aws:dynamodb:eu-west-1:123456789012:table/secrets", "arn:aws:dynamodb:eu-west-1:123456789012:table/secrets/index/*"],
      "arn:aws:kms:eu-west-1:123456789012:key/1",
    ]
    error_message = "A table with a customer key needs the key, and a function that is not traced needs no X-Ray."
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.function["set-key"].policy).Statement[3].Condition.StringEquals["kms:ViaService"] ==
      "dynamodb.eu-west-1.amazonaws.com"
    )
    error_message = "The key serves DynamoDB alone."
  }

  assert {
    condition     = length(jsondecode(aws_iam_role_policy.function["clean"].policy).Statement) == 1
    error_message = "A function without tables may write its logs and nothing else."
  }

  assert {
    condition     = aws_lambda_function.function["get-key"].layers == tolist(["arn:aws:lambda:eu-west-1:123456789012:layer:shared:1"])
    error_message = "{region} in the ARN of a layer stands for the region."
  }
}

run "http" {
  command = plan

  assert {
    condition = keys(aws_apigatewayv2_route.this) == [
      "ANY /files/{path+}", "GET /health", "GET /{key}", "POST /{key}",
    ]
    error_message = "Every route of every function is a route of the API."
  }

  assert {
    condition     = keys(aws_lambda_permission.api) == ["get-key", "set-key"]
    error_message = "The API may invoke the functions that have routes."
  }

  assert {
    condition     = length(aws_api_gateway_rest_api.this) == 0
    error_message = "An HTTP API comes without a REST API."
  }

  assert {
    condition = (
      aws_route53_health_check.this.fqdn == "abc.execute-api.eu-west-1.amazonaws.com" &&
      aws_route53_health_check.this.resource_path == "/health" &&
      !aws_route53_health_check.this.disabled
    )
    error_message = "The health check asks the region's own name."
  }
}

run "http_without_throttle" {
  command = plan

  variables {
    api = { kind = "http", log_retention = 365 }
  }

  assert {
    condition     = one(aws_apigatewayv2_stage.this[0].default_route_settings).throttling_rate_limit == 10000
    error_message = "Without a throttle, the account's limits are said: none would be sent as 0."
  }
}

run "rest" {
  command = plan

  variables {
    api = {
      kind          = "rest"
      log_retention = 365
      cors          = { origins = ["https://example.com"], methods = ["GET", "POST"], max_age = 60 }
    }
  }

  assert {
    condition = { for path, methods in jsondecode(aws_api_gateway_rest_api.this[0].body).paths : path => keys(methods) } == {
      "/health"        = ["get", "options"]
      "/{key}"         = ["get", "options", "post"]
      "/files/{path+}" = ["options", "x-amazon-apigateway-any-method"]
    }
    error_message = "Every route is an operation of its path, which answers preflight requests."
  }

  assert {
    condition = [
      for parameter in jsondecode(aws_api_gateway_rest_api.this[0].body).paths["/files/{path+}"].x-amazon-apigateway-any-method.parameters :
      parameter.name
    ] == ["path"]
    error_message = "The parameters of a path are declared."
  }

  assert {
    condition = jsondecode(aws_api_gateway_rest_api.this[0].body).x-amazon-apigateway-gateway-responses.DEFAULT_5XX.responseParameters == {
      "gatewayresponse.header.Access-Control-Allow-Origin"  = "'https://example.com'"
      "gatewayresponse.header.Access-Control-Allow-Methods" = "'GET,POST'"
      "gatewayresponse.header.Access-Control-Max-Age"       = "'60'"
    }
    error_message = "Browsers can read the errors of the gateway."
  }

  assert {
    condition     = length(aws_apigatewayv2_api.this) == 0 && length(aws_apigatewayv2_route.this) == 0
    error_message = "A REST API comes without an HTTP API."
  }

  assert {
    condition = (
      aws_route53_health_check.this.fqdn == "abc.execute-api.eu-west-1.amazonaws.com" &&
      aws_route53_health_check.this.resource_path == "/live/health"
    )
    error_message = "The region's own name of a REST API is followed by the stage."
  }
}

run "drained" {
  command = plan

  variables {
    health = { path = "/health", interval = 10, failures = 2, drained = true }
  }

  assert {
    condition     = aws_route53_health_check.this.disabled && aws_route53_health_check.this.invert_healthcheck
    error_message = "A disabled health check counts as healthy, so it is inverted."
  }
}

run "refuses_several_origins_of_rest" {
  command = plan

  variables {
    api = {
      kind          = "rest"
      log_retention = 365
      cors          = { origins = ["https://a.example.com", "https://b.example.com"], methods = ["GET"] }
    }
  }

  expect_failures = [var.api]
}

run "refuses_unknown_kind" {
  command = plan

  variables {
    api = { kind = "soap", log_retention = 365 }
  }

  expect_failures = [var.api]
}

run "refuses_interval" {
  command = plan

  variables {
    health = { path = "/health", interval = 15, failures = 2 }
  }

  expect_failures = [var.health]
}

run "refuses_access_to_unknown_table" {
  command = plan

  variables {
    tables = {}
  }

  expect_failures = [var.functions]
}

run "refuses_long_role_name" {
  command = plan

  variables {
    service = "a-service-whose-name-leaves-no-room-for-its-functions"
  }

  expect_failures = [var.functions]
}
