locals {
  account = split(":", aws_cloudwatch_log_group.this.arn)[4]

  # Functions that are there already, whose ARNs may leave the region and the account to this module.
  existing = {
    for name, authorizer in var.authorizers :
    name => replace(strcontains(authorizer.arn, "{account}") ? replace(authorizer.arn, "{account}", local.account) : authorizer.arn, "{region}", var.region)
    if authorizer.function == null && authorizer.type != "cognito_user_pools"
  }

  uris = {
    for name, authorizer in var.authorizers : name => authorizer.function != null ? var.targets[authorizer.function].invoke_arn : (
      authorizer.arn == null ? null : "arn:aws:apigateway:${split(":", local.existing[name])[3]}:lambda:path/2015-03-31/functions/${local.existing[name]}/invocations"
    )
  }

  # Authorizers stand in the document, as its import deletes those that do not.
  # https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
  schemes = merge(
    { for name, authorizer in var.authorizers : name => {
      type                         = "apiKey"
      in                           = "header"
      name                         = authorizer.type == "request" ? "Unused" : try(trimprefix(authorizer.identity[0], "method.request.header."), "Authorization")
      x-amazon-apigateway-authtype = authorizer.type == "cognito_user_pools" ? "cognito_user_pools" : "custom"
      x-amazon-apigateway-authorizer = { for key, value in {
        type                         = authorizer.type
        authorizerUri                = local.uris[name]
        authorizerCredentials        = authorizer.role == null ? null : strcontains(authorizer.role, "{account}") ? replace(authorizer.role, "{account}", local.account) : authorizer.role
        authorizerResultTtlInSeconds = authorizer.type == "cognito_user_pools" ? null : authorizer.cache
        identitySource               = authorizer.type == "request" && length(authorizer.identity) > 0 ? join(", ", authorizer.identity) : null
        identityValidationExpression = authorizer.pattern
        providerARNs = authorizer.type == "cognito_user_pools" ? [
          for arn in authorizer.pools : replace(strcontains(arn, "{account}") ? replace(arn, "{account}", local.account) : arn, "{region}", var.region)
        ] : null
      } : key => value if value != null }
    } },
    { for type in distinct([for each in values(var.authorization) : each.type]) : "iam" => {
      type                         = "apiKey"
      in                           = "header"
      name                         = "Authorization"
      x-amazon-apigateway-authtype = "awsSigv4"
    } if type == "AWS_IAM" },
    { for key in distinct([for each in values(var.authorization) : each.key]) : "api_key" => {
      type = "apiKey"
      in   = "header"
      name = "x-api-key"
    } if key },
  )

  security = { for name, schemes in { components = { securitySchemes = local.schemes } } : name => schemes if length(local.schemes) > 0 }
}

resource "aws_lambda_permission" "authorizer" {
  for_each = var.asked

  statement_id  = "authorizer-${each.key}-${aws_api_gateway_rest_api.this.id}"
  action        = "lambda:InvokeFunction"
  function_name = each.value.function == null ? join(":", slice(split(":", local.existing[each.key]), 0, 7)) : var.targets[each.value.function].name
  qualifier     = each.value.function == null ? try(split(":", local.existing[each.key])[7], null) : var.targets[each.value.function].alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/authorizers/*"

  lifecycle {
    create_before_destroy = true
  }
}
