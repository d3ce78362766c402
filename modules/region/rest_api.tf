locals {
  # The response to a preflight request. A constant cannot name the origin that asks, which is why REST APIs
  # allow one. Responses of functions pass through unchanged: they carry their own headers.
  cors_headers = { for name, value in {
    Access-Control-Allow-Origin      = try(join(",", var.api.cors.origins), null)
    Access-Control-Allow-Methods     = try(join(",", var.api.cors.methods), null)
    Access-Control-Allow-Headers     = try(join(",", var.api.cors.headers), null)
    Access-Control-Allow-Credentials = try(var.api.cors.credentials ? "true" : null, null)
    Access-Control-Max-Age           = try(tostring(var.api.cors.max_age), null)
  } : name => "'${value}'" if value != null && value != "" }

  preflight = {
    responses = {
      "204" = {
        description = "Preflight"
        headers     = { for name in keys(local.cors_headers) : name => { schema = { type = "string" } } }
      }
    }
    x-amazon-apigateway-integration = {
      type             = "mock"
      requestTemplates = { "application/json" = jsonencode({ statusCode = 204 }) }
      responses = {
        default = {
          statusCode         = "204"
          responseParameters = { for name, value in local.cors_headers : "method.response.header.${name}" => value }
        }
      }
    }
  }

  rest_operations = { for route, function in local.routes : route => {
    parameters = [for match in regexall("{([^}+]+)\\+?}", route) : {
      name     = match[0]
      in       = "path"
      required = true
      schema   = { type = "string" }
    }]
    responses = { "200" = { description = "The response of the function" } }
    x-amazon-apigateway-integration = {
      type       = "aws_proxy"
      httpMethod = "POST"
      uri        = aws_lambda_alias.live[function].invoke_arn
    }
  } }

  rest_paths = { for path in distinct([for route in keys(local.routes) : split(" ", route)[1]]) : path => merge(
    {
      for route, operation in local.rest_operations :
      replace(lower(split(" ", route)[0]), "/^any$/", "x-amazon-apigateway-any-method") => operation
      if split(" ", route)[1] == path
    },
    var.api.cors == null ? {} : { options = local.preflight },
  ) }

  rest_body = jsonencode({
    openapi = "3.0.1"
    info    = { title = var.service, version = "1" }
    paths   = local.rest_paths
    x-amazon-apigateway-gateway-responses = {
      for type in ["DEFAULT_4XX", "DEFAULT_5XX"] : type => {
        responseParameters = { for name, value in local.cors_headers : "gatewayresponse.header.${name}" => value }
      } if var.api.cors != null
    }
  })
}

resource "aws_api_gateway_rest_api" "this" {
  count = var.api.kind == "rest" ? 1 : 0

  name = var.service
  body = local.rest_body

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_deployment" "this" {
  count = var.api.kind == "rest" ? 1 : 0

  rest_api_id = aws_api_gateway_rest_api.this[0].id
  triggers    = { body = sha1(local.rest_body) }

  lifecycle {
    create_before_destroy = true
  }
}

# Access logs of REST APIs need the role that aws_api_gateway_account sets. It is one per account and region,
# shared with every other API there, so it is not this module's to manage.
resource "aws_api_gateway_stage" "this" {
  # checkov:skip=CKV_AWS_120:a cache costs by the hour, and the answers come from tables that change
  # checkov:skip=CKV2_AWS_4:execution logs go to a log group without retention; access logs and traces are kept
  # checkov:skip=CKV2_AWS_29:a firewall costs by the month; throttling bounds what reaches the functions
  # checkov:skip=CKV2_AWS_51:the certificate is for calling HTTP backends, and the backends are functions
  count = var.api.kind == "rest" ? 1 : 0

  rest_api_id          = aws_api_gateway_rest_api.this[0].id
  deployment_id        = aws_api_gateway_deployment.this[0].id
  stage_name           = "live"
  xray_tracing_enabled = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format          = local.access_log_format
  }
}

resource "aws_api_gateway_method_settings" "all" {
  # checkov:skip=CKV_AWS_225:a cache costs by the hour, and the answers come from tables that change
  count = var.api.kind == "rest" ? 1 : 0

  rest_api_id = aws_api_gateway_rest_api.this[0].id
  stage_name  = aws_api_gateway_stage.this[0].stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    throttling_rate_limit  = try(var.api.throttle.rate, null)
    throttling_burst_limit = try(var.api.throttle.burst, null)
  }
}
