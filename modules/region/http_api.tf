resource "aws_apigatewayv2_api" "this" {
  count = var.api.kind == "http" ? 1 : 0

  name          = var.service
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = var.api.cors[*]

    content {
      allow_origins     = cors_configuration.value.origins
      allow_methods     = cors_configuration.value.methods
      allow_headers     = cors_configuration.value.headers
      allow_credentials = cors_configuration.value.credentials
      max_age           = cors_configuration.value.max_age
    }
  }

  # An API can go only when no domain is mapped to it any more: when the kind changes, after the mapping did.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_integration" "function" {
  for_each = { for name, function in local.routed : name => function if var.api.kind == "http" }

  api_id                 = aws_apigatewayv2_api.this[0].id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.live[each.key].invoke_arn
  payload_format_version = "2.0"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_route" "this" {
  # checkov:skip=CKV_AWS_309:the functions decide who may call them
  for_each = { for route, function in local.routes : route => function if var.api.kind == "http" }

  api_id    = aws_apigatewayv2_api.this[0].id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.function[each.value].id}"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_stage" "this" {
  count = var.api.kind == "http" ? 1 : 0

  api_id      = aws_apigatewayv2_api.this[0].id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format          = local.access_log_format
  }

  # Always said, with the account's own limits as the default: limits that are taken away again would be sent
  # as 0, and the API would refuse everything. https://github.com/hashicorp/terraform-provider-aws/issues/30373
  default_route_settings {
    throttling_rate_limit  = try(var.api.throttle.rate, 10000)
    throttling_burst_limit = try(var.api.throttle.burst, 5000)
  }

  lifecycle {
    create_before_destroy = true
  }
}
