resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own; a customer key costs, so it is the caller's choice
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

resource "aws_api_gateway_rest_api" "this" {
  name = var.name
  body = local.body

  # Said here as well as in the body: the provider would keep types that the body no longer has.
  binary_media_types = var.binary

  endpoint_configuration {
    types = [var.endpoint]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  # Another type of endpoint takes effect with a deployment.
  triggers = merge({ body = sha1(local.body) }, var.endpoint == "REGIONAL" ? {} : { endpoint = var.endpoint })

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
  rest_api_id          = aws_api_gateway_rest_api.this.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = "live"
  xray_tracing_enabled = true

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

  # A route that another function takes over leads to it before the permission of the first one goes.
  depends_on = [aws_lambda_permission.this]

  # An API, its stage and its functions can go only when no domain is mapped to it any more: when an HTTP API takes
  # its place, after the mapping changed.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_method_settings" "all" {
  # checkov:skip=CKV_AWS_225:a cache costs by the hour, and the answers come from tables that change
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    throttling_rate_limit  = try(var.throttle.rate, null)
    throttling_burst_limit = try(var.throttle.burst, null)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "this" {
  for_each = var.functions

  # The API's own, so that the permission of one that takes its place can stand beside it.
  statement_id  = "api-${aws_api_gateway_rest_api.this.id}"
  action        = "lambda:InvokeFunction"
  function_name = var.targets[each.key].name
  qualifier     = var.targets[each.key].alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/*/*"

  lifecycle {
    create_before_destroy = true
  }
}
