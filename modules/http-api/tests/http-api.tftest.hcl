mock_provider "aws" {
  override_during = plan

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:x" }
  }

  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      id            = "abc"
      api_endpoint  = "https://abc.execute-api.eu-west-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abc"
    }
  }
}

variables {
  name = "keyvalue"

  routes = {
    "GET /health"        = "get-key"
    "GET /{key}"         = "get-key"
    "POST /{key}"        = "set-key"
    "ANY /files/{path+}" = "set-key"
  }
  functions = { get-key = {}, set-key = {} }

  targets = {
    get-key = { name = "keyvalue-get-key", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/get-key/invocations" }
    set-key = { name = "keyvalue-set-key", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/set-key/invocations" }
    clean   = { name = "keyvalue-clean", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/clean/invocations" }
  }
}

run "small" {
  command = plan

  assert {
    condition     = keys(aws_apigatewayv2_route.this) == ["ANY /files/{path+}", "GET /health", "GET /{key}", "POST /{key}"]
    error_message = "Every route is one of the API."
  }

  assert {
    condition     = keys(aws_apigatewayv2_integration.this) == ["get-key", "set-key"]
    error_message = "A function that has several routes is integrated once."
  }

  assert {
    condition = { for name, permission in aws_lambda_permission.this : name => permission.function_name } == {
      get-key = "keyvalue-get-key"
      set-key = "keyvalue-set-key"
    }
    error_message = "The API may invoke the functions that have routes."
  }

  assert {
    condition = (
      aws_lambda_permission.this["get-key"].qualifier == "live" &&
      aws_lambda_permission.this["get-key"].statement_id == "api-abc" &&
      aws_lambda_permission.this["get-key"].source_arn == "arn:aws:execute-api:eu-west-1:123456789012:abc/*/*"
    )
    error_message = "The permission is this API's alone, for the alias."
  }

  assert {
    condition     = length(aws_apigatewayv2_stage.this.default_route_settings) + length(aws_apigatewayv2_stage.this.route_settings) == 0
    error_message = "Without a throttle none is said, not even 0: the account's limits hold."
  }

  assert {
    condition     = length(aws_apigatewayv2_api.this.cors_configuration) == 0
    error_message = "Without CORS, the API answers no preflight requests."
  }

  assert {
    condition     = output.url == "https://abc.execute-api.eu-west-1.amazonaws.com" && output.path == ""
    error_message = "An HTTP API answers at the root of its address."
  }
}

run "throttled" {
  command = plan

  variables {
    throttle = { rate = 100, burst = 200 }
    cors     = { origins = ["https://a.example.com", "https://b.example.com"], methods = ["GET"], credentials = true }
  }

  assert {
    condition = {
      for settings in aws_apigatewayv2_stage.this.route_settings :
      settings.route_key => [settings.throttling_rate_limit, settings.throttling_burst_limit]
    } == { for route in ["ANY /files/{path+}", "GET /health", "GET /{key}", "POST /{key}"] : route => [100, 200] }
    error_message = "The throttle is that of each route."
  }

  assert {
    condition     = one(aws_apigatewayv2_api.this.cors_configuration).allow_credentials
    error_message = "Credentials are allowed to origins that are named."
  }
}

run "refuses_route_without_path" {
  command = plan

  variables {
    routes = { "GET" = "get-key", "POST /{key}" = "set-key" }
  }

  expect_failures = [var.routes]
}

run "refuses_unknown_method" {
  command = plan

  variables {
    routes = { "FETCH /" = "get-key", "POST /{key}" = "set-key" }
  }

  expect_failures = [var.routes]
}

run "refuses_function_without_routes" {
  command = plan

  variables {
    functions = { get-key = {}, set-key = {}, clean = {} }
  }

  expect_failures = [var.functions]
}

run "refuses_route_to_unknown_function" {
  command = plan

  variables {
    routes    = { "GET /" = "nobody" }
    functions = { nobody = {} }
  }

  expect_failures = [var.targets]
}

run "refuses_credentials_of_every_origin" {
  command = plan

  variables {
    cors = { origins = ["*"], methods = ["GET"], credentials = true }
  }

  expect_failures = [var.cors]
}

