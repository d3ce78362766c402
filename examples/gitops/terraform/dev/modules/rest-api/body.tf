locals {
  # The response to a preflight request. A constant cannot name the origin that asks, which is why REST APIs
  # allow one. Responses of functions pass through unchanged: they carry their own headers.
  cors_headers = { for name, value in {
    Access-Control-Allow-Origin      = try(join(",", var.cors.origins), null)
    Access-Control-Allow-Methods     = try(join(",", var.cors.methods), null)
    Access-Control-Allow-Headers     = try(join(",", var.cors.headers), null)
    Access-Control-Allow-Credentials = try(var.cors.credentials ? "true" : null, null)
    Access-Control-Max-Age           = try(tostring(var.cors.max_age), null)
  } : name => "'${value}'" if value != null && value != "" }

  preflight = {
    responses = {
      "204" = {
        description = "Preflight"
        headers     = { for name in keys(local.cors_headers) : name => { schema = { type = "string" } } }
      }
    }
    # The request of a preflight is empty, which is bytes where `*/*` is binary: the template reads text.
    x-amazon-apigateway-integration = merge(length(var.binary) == 0 ? {} : { contentHandling = "CONVERT_TO_TEXT" }, {
      type             = "mock"
      requestTemplates = { "application/json" = jsonencode({ statusCode = 204 }) }
      responses = {
        default = {
          statusCode         = "204"
          responseParameters = { for name, value in local.cors_headers : "method.response.header.${name}" => value }
        }
      }
    })
  }

  operations = { for route, function in var.routes : route => {
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
      uri        = var.targets[function].invoke_arn
    }
  } }

  secured = { for route, operation in local.operations : route => merge(operation, { for each in [var.authorization[route]] : "security" => [merge(
    { for name in ["iam"] : name => [] if each.type == "AWS_IAM" },
    { for name in each.authorizer[*] : name => each.scopes },
    { for name in ["api_key"] : name => [] if each.key },
  )] }) if contains(keys(var.authorization), route) }

  paths = { for path in distinct([for route in keys(var.routes) : split(" ", route)[1]]) : path => merge(
    {
      for route, operation in merge(local.operations, local.secured) :
      replace(lower(split(" ", route)[0]), "/^any$/", "x-amazon-apigateway-any-method") => operation
      if split(" ", route)[1] == path
    },
    var.cors == null ? {} : { options = local.preflight },
  ) }

  body = jsonencode(merge(local.security, length(var.binary) == 0 ? {} : { x-amazon-apigateway-binary-media-types = var.binary }, {
    openapi = "3.0.1"
    info    = { title = var.name, version = "1" }
    paths   = local.paths
    x-amazon-apigateway-gateway-responses = {
      for type in ["DEFAULT_4XX", "DEFAULT_5XX"] : type => {
        responseParameters = { for name, value in local.cors_headers : "gatewayresponse.header.${name}" => value }
      } if var.cors != null
    }
  }))
}
