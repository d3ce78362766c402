locals {
  account = split(":", aws_apigatewayv2_api.this.execution_arn)[4]

  # Functions that are there already, whose ARNs may leave the region and the account to this module.
  existing = {
    for name, authorizer in var.lambda_authorizers :
    name => replace(replace(authorizer.arn, "{region}", var.region), "{account}", local.account) if authorizer.function == null
  }

  # ID of each authorizer, by name.
  authorizers = merge(
    { for name, authorizer in aws_apigatewayv2_authorizer.jwt : name => authorizer.id },
    { for name, authorizer in aws_apigatewayv2_authorizer.lambda : name => authorizer.id },
  )
}

# AWS refuses to delete an authorizer that a route uses, and a second one of the same name: so another is made first,
# whose name tells its type, and routes change to it before this one goes.
# https://github.com/hashicorp/terraform-provider-aws/issues/14812
resource "aws_apigatewayv2_authorizer" "jwt" {
  for_each = var.jwt_authorizers

  api_id           = aws_apigatewayv2_api.this.id
  name             = "${each.key}-jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = replace(each.value.issuer, "{region}", var.region)
    audience = [for each in each.value.audience : replace(strcontains(each, "{account}") ? replace(each, "{account}", local.account) : each, "{region}", var.region)]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_authorizer" "lambda" {
  for_each = var.lambda_authorizers

  api_id                            = aws_apigatewayv2_api.this.id
  name                              = "${each.key}-lambda"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = each.value.payload
  enable_simple_responses           = each.value.simple
  authorizer_result_ttl_in_seconds  = each.value.cache
  identity_sources                  = each.value.identity
  authorizer_credentials_arn        = try(replace(each.value.role, "{account}", local.account), null)

  authorizer_uri = try(
    var.targets[each.value.function].invoke_arn,
    "arn:aws:apigateway:${split(":", local.existing[each.key])[3]}:lambda:path/2015-03-31/functions/${local.existing[each.key]}/invocations",
  )

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "authorizer" {
  for_each = var.asked

  statement_id  = "authorizer-${each.key}-${aws_apigatewayv2_api.this.id}"
  action        = "lambda:InvokeFunction"
  function_name = each.value.function == null ? join(":", slice(split(":", local.existing[each.key]), 0, 7)) : var.targets[each.value.function].name
  qualifier     = each.value.function == null ? try(split(":", local.existing[each.key])[7], null) : var.targets[each.value.function].alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/authorizers/*"

  lifecycle {
    create_before_destroy = true
  }
}
