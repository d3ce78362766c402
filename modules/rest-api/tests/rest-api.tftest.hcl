mock_provider "aws" {
  override_during = plan

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:x" }
  }

  mock_resource "aws_api_gateway_rest_api" {
    defaults = {
      id            = "abc"
      execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abc"
    }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = { invoke_url = "https://abc.execute-api.eu-west-1.amazonaws.com/live" }
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
    condition = { for path, methods in jsondecode(aws_api_gateway_rest_api.this.body).paths : path => keys(methods) } == {
      "/health"        = ["get"]
      "/{key}"         = ["get", "post"]
      "/files/{path+}" = ["x-amazon-apigateway-any-method"]
    }
    error_message = "Every route is an operation of its path."
  }

  assert {
    condition = [
      for parameter in jsondecode(aws_api_gateway_rest_api.this.body).paths["/files/{path+}"].x-amazon-apigateway-any-method.parameters :
      parameter.name
    ] == ["path"]
    error_message = "The parameters of a path are declared."
  }

  assert {
    condition = endswith(
      jsondecode(aws_api_gateway_rest_api.this.body).paths["/{key}"].post.x-amazon-apigateway-integration.uri, "/set-key/invocations"
    )
    error_message = "An operation invokes the function that its route leads to."
  }

  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.this.body).x-amazon-apigateway-gateway-responses == {}
    error_message = "Without CORS, the errors of the gateway are as they are."
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
    condition     = endswith(output.url, output.path)
    error_message = "The address of a REST API ends with its stage."
  }
}

run "browsers" {
  command = plan

  variables {
    cors = { origins = ["https://example.com"], methods = ["GET", "POST"], max_age = 60, credentials = true }
  }

  assert {
    condition = { for path, methods in jsondecode(aws_api_gateway_rest_api.this.body).paths : path => keys(methods) } == {
      "/health"        = ["get", "options"]
      "/{key}"         = ["get", "options", "post"]
      "/files/{path+}" = ["options", "x-amazon-apigateway-any-method"]
    }
    error_message = "Every path answers preflight requests."
  }

  assert {
    condition = jsondecode(aws_api_gateway_rest_api.this.body).x-amazon-apigateway-gateway-responses.DEFAULT_5XX.responseParameters == {
      "gatewayresponse.header.Access-Control-Allow-Credentials" = "'true'"
      "gatewayresponse.header.Access-Control-Allow-Origin"      = "'https://example.com'"
      "gatewayresponse.header.Access-Control-Allow-Methods"     = "'GET,POST'"
      "gatewayresponse.header.Access-Control-Max-Age"           = "'60'"
    }
    error_message = "Browsers can read the errors of the gateway."
  }
}

run "throttled" {
  command = plan

  variables {
    throttle = { rate = 100, burst = 200 }
  }

  assert {
    condition = (
      one(aws_api_gateway_method_settings.all.settings).throttling_rate_limit == 100 &&
      one(aws_api_gateway_method_settings.all.settings).throttling_burst_limit == 200
    )
    error_message = "The throttle is that of all methods."
  }
}

run "binary" {
  command = plan

  variables {
    binary = ["image/*"]
  }

  assert {
    condition = (
      jsondecode(aws_api_gateway_rest_api.this.body).x-amazon-apigateway-binary-media-types == ["image/*"] &&
      aws_api_gateway_rest_api.this.binary_media_types == tolist(["image/*"])
    )
    error_message = "Binary media types are part of what is deployed."
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

run "refuses_several_origins" {
  command = plan

  variables {
    cors = { origins = ["https://a.example.com", "https://b.example.com"], methods = ["GET"] }
  }

  expect_failures = [var.cors]
}

run "guarded" {
  command = plan

  variables {
    region = "eu-west-1"
    authorization = {
      "GET /{key}"         = { type = "COGNITO_USER_POOLS", authorizer = "pool", scopes = ["shop/read"], key = true }
      "POST /{key}"        = { type = "CUSTOM", authorizer = "token" }
      "ANY /files/{path+}" = { type = "AWS_IAM" }
    }
    authorizers = {
      pool  = { type = "cognito_user_pools", pools = ["arn:aws:cognito-idp:{region}:123456789012:userpool/x"] }
      token = { type = "token", function = "clean", identity = ["method.request.header.X-Token"], pattern = "^x" }
      asks  = { type = "request", arn = "arn:aws:lambda:{region}:123456789012:function:authorize", identity = ["method.request.header.A", "context.identity.sourceIp"], cache = 60 }
    }
    asked      = { token = { function = "clean" }, asks = {} }
    keys       = { partner = { rate = 10, burst = 20, quota = 1000, period = "DAY" }, plain = {} }
    key_values = { partner = "0123456789abcdefghij", plain = "abcdefghij0123456789" }
  }

  assert {
    condition = {
      for path, methods in jsondecode(aws_api_gateway_rest_api.this.body).paths :
      path => { for method, operation in methods : method => try(operation.security, null) }
      } == {
      "/health"        = { get = null }
      "/{key}"         = { get = [{ pool = ["shop/read"], api_key = [] }], post = [{ token = [] }] }
      "/files/{path+}" = { x-amazon-apigateway-any-method = [{ iam = [] }] }
    }
    error_message = "Every operation asks for what its route asks for."
  }

  assert {
    condition = (
      jsondecode(aws_api_gateway_rest_api.this.body).components.securitySchemes.token.name == "X-Token" &&
      jsondecode(aws_api_gateway_rest_api.this.body).components.securitySchemes.asks["x-amazon-apigateway-authorizer"].identitySource == "method.request.header.A, context.identity.sourceIp" &&
      jsondecode(aws_api_gateway_rest_api.this.body).components.securitySchemes.pool["x-amazon-apigateway-authorizer"].providerARNs == ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/x"]
    )
    error_message = "Authorizers stand in the document."
  }

  assert {
    condition     = aws_lambda_permission.authorizer["asks"].function_name == "arn:aws:lambda:eu-west-1:123456789012:function:authorize"
    error_message = "The API may invoke what its authorizers ask."
  }

  assert {
    condition = (
      one(aws_api_gateway_usage_plan.this["partner"].quota_settings).period == "DAY" &&
      length(aws_api_gateway_usage_plan.this["plain"].throttle_settings) == 0
    )
    error_message = "A plan has the limits that are said."
  }
}

run "refuses_short_keys" {
  command = plan

  variables {
    keys       = { partner = {} }
    key_values = { partner = "short" }
  }

  expect_failures = [var.key_values]
}
