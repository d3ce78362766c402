locals {
  throttled = { for route in keys(var.routes) : route => var.throttle if var.throttle != null }
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own; a customer key costs, so it is the caller's choice
  # HTTP APIs write through a resource policy of the account, which has room for few names: those that begin so
  # share one entry. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
  # And it is not the name that a REST API's log group has, which stands beside it while the kind changes.
  name              = "/aws/vendedlogs/apigateway/${var.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = var.cors[*]

    content {
      allow_origins     = cors_configuration.value.origins
      allow_methods     = cors_configuration.value.methods
      allow_headers     = cors_configuration.value.headers
      allow_credentials = cors_configuration.value.credentials
      max_age           = cors_configuration.value.max_age
    }
  }

  # An API, its stage and its functions can go only when no domain is mapped to it any more: when a REST API takes
  # its place, after the mapping changed.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = var.functions

  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.targets[each.key].invoke_arn
  payload_format_version = "2.0"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_route" "this" {
  # checkov:skip=CKV_AWS_309:who may call a route is told by `authorization`, and open ones are reported to who renders it
  for_each = var.routes

  api_id    = aws_apigatewayv2_api.this.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.this[each.value].id}"

  # Said where there is none too: API Gateway keeps an authorizer that is merely left out.
  # https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2184
  authorization_type   = try(var.authorization[each.key].type, "NONE")
  authorizer_id        = try(local.authorizers[var.authorization[each.key].authorizer], null)
  authorization_scopes = try(var.authorization[each.key].scopes, null)

  # A route that another function takes over leads to it before the permission of the first one goes.
  depends_on = [aws_lambda_permission.this]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this.arn

    format = jsonencode({
      requestId        = "$context.requestId"
      ip               = "$context.identity.sourceIp"
      requestTime      = "$context.requestTime"
      httpMethod       = "$context.httpMethod"
      path             = "$context.path"
      protocol         = "$context.protocol"
      status           = "$context.status"
      responseLength   = "$context.responseLength"
      responseLatency  = "$context.responseLatency"
      integrationError = "$context.integrationErrorMessage"
    })
  }

  # Of each route, and not the default of all: the provider takes these away again, while it keeps a default that is no
  # longer said, or sends it as 0, which refuses everything.
  # https://github.com/hashicorp/terraform-provider-aws/pull/16133
  # https://github.com/hashicorp/terraform-provider-aws/issues/30373
  dynamic "route_settings" {
    for_each = local.throttled

    content {
      route_key              = route_settings.key
      throttling_rate_limit  = route_settings.value.rate
      throttling_burst_limit = route_settings.value.burst
    }
  }

  # Settings of a route that is not there are refused.
  depends_on = [aws_apigatewayv2_route.this]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "this" {
  for_each = var.functions

  # The API's own, so that the permission of one that takes its place can stand beside it.
  statement_id  = "api-${aws_apigatewayv2_api.this.id}"
  action        = "lambda:InvokeFunction"
  function_name = var.targets[each.key].name
  qualifier     = var.targets[each.key].alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"

  lifecycle {
    create_before_destroy = true
  }
}
