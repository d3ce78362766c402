locals {
  # Route to the name of its function.
  routes = merge([
    for name, function in var.functions : { for route in function.routes : route => name }
  ]...)

  routed = { for name, function in var.functions : name => function if length(function.routes) > 0 }

  # The kind of API that exists, as the rest of the module sees it.
  api_id            = one(concat(aws_apigatewayv2_api.this[*].id, aws_api_gateway_rest_api.this[*].id))
  api_execution_arn = one(concat(aws_apigatewayv2_api.this[*].execution_arn, aws_api_gateway_rest_api.this[*].execution_arn))
  api_stage         = one(concat(aws_apigatewayv2_stage.this[*].id, aws_api_gateway_stage.this[*].stage_name))
  api_url           = one(concat(aws_apigatewayv2_api.this[*].api_endpoint, aws_api_gateway_stage.this[*].invoke_url))
  api_path          = var.api.kind == "rest" ? "/live" : ""

  access_log_format = jsonencode({
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

resource "aws_cloudwatch_log_group" "api" {
  # checkov:skip=CKV_AWS_158:CloudWatch Logs encrypts with a key of its own
  name              = "/aws/apigateway/${var.service}"
  retention_in_days = var.api.log_retention
}

resource "aws_lambda_permission" "api" {
  for_each = local.routed

  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function[each.key].function_name
  qualifier     = aws_lambda_alias.live[each.key].name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.api_execution_arn}/*/*"
}
