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


run "guarded" {
  command = plan

  variables {
    region = "eu-west-1"
    authorization = {
      "GET /{key}"         = { type = "JWT", authorizer = "users", scopes = ["read"] }
      "POST /{key}"        = { type = "CUSTOM", authorizer = "checker" }
      "ANY /files/{path+}" = { type = "AWS_IAM" }
    }
    jwt_authorizers = { users = { issuer = "https://{region}.id.example.com/", audience = ["web"] } }
    lambda_authorizers = {
      checker = { function = "clean", identity = ["$request.header.Authorization"], cache = 300 }
      other   = { arn = "arn:aws:lambda:{region}:{account}:function:authorize:live", payload = "1.0", simple = false }
    }
    asked = { checker = { function = "clean" }, other = {} }
  }

  assert {
    condition = { for route, each in aws_apigatewayv2_route.this : route => each.authorization_type } == {
      "GET /health"        = "NONE"
      "GET /{key}"         = "JWT"
      "POST /{key}"        = "CUSTOM"
      "ANY /files/{path+}" = "AWS_IAM"
    }
    error_message = "Routes of which nothing is said are open."
  }

  assert {
    condition     = aws_apigatewayv2_route.this["GET /{key}"].authorization_scopes == toset(["read"])
    error_message = "A route asks for its scopes."
  }

  assert {
    condition     = one(aws_apigatewayv2_authorizer.jwt["users"].jwt_configuration).issuer == "https://eu-west-1.id.example.com/"
    error_message = "The region is filled in."
  }

  assert {
    condition = (
      endswith(aws_apigatewayv2_authorizer.lambda["checker"].authorizer_uri, "/clean/invocations") &&
      aws_apigatewayv2_authorizer.lambda["other"].authorizer_uri == "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:authorize:live/invocations"
    )
    error_message = "Authorizers ask a function of the API's, or one that exists."
  }

  assert {
    condition = (
      aws_lambda_permission.authorizer["checker"].function_name == "keyvalue-clean" &&
      aws_lambda_permission.authorizer["other"].function_name == "arn:aws:lambda:eu-west-1:123456789012:function:authorize" &&
      aws_lambda_permission.authorizer["other"].qualifier == "live" &&
      aws_lambda_permission.authorizer["other"].source_arn == "arn:aws:execute-api:eu-west-1:123456789012:abc/authorizers/*"
    )
    error_message = "The API may invoke what its authorizers ask."
  }
}

run "refuses_unknown_authorizer" {
  command = plan

  variables {
    authorization = { "GET /{key}" = { type = "JWT", authorizer = "users" } }
  }

  expect_failures = [var.authorization]
}
