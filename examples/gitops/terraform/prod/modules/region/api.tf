variable "http_apis" {
  description = <<-EOT
    The API of the region, if it is an HTTP API, under any key. `routes` are functions by the method and path that
    lead to them, as in `"GET /{key}" = "get-key"`; `functions` are those that have routes; `authorization` tells of
    routes that are not open to all.
  EOT
  type = map(object({
    name          = string
    log_retention = number
    routes        = map(string)
    functions     = map(object({}))
    cors = optional(object({
      origins     = list(string)
      methods     = list(string)
      headers     = optional(list(string), [])
      max_age     = optional(number)
      credentials = optional(bool, false)
    }))
    throttle = optional(object({
      rate  = number
      burst = number
    }))
    authorization = optional(map(object({
      type       = string
      authorizer = optional(string)
      scopes     = optional(list(string))
    })), {})
    jwt_authorizers = optional(map(object({
      issuer   = string
      audience = list(string)
    })), {})
    lambda_authorizers = optional(map(object({
      function = optional(string)
      arn      = optional(string)
      role     = optional(string)
      payload  = optional(string, "2.0")
      simple   = optional(bool, true)
      cache    = optional(number, 0)
      identity = optional(list(string), [])
    })), {})
    asked = optional(map(object({ function = optional(string) })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.http_apis) + length(var.rest_apis) == 1
    error_message = "A region has one API, in http_apis or in rest_apis."
  }
}

variable "rest_apis" {
  description = "The same, if it is a REST API. `binary` are media types that functions get and give in base64; `endpoint` is REGIONAL or EDGE."
  type = map(object({
    name          = string
    log_retention = number
    routes        = map(string)
    functions     = map(object({}))
    binary        = optional(list(string), [])
    endpoint      = optional(string, "REGIONAL")
    cors = optional(object({
      origins     = list(string)
      methods     = list(string)
      headers     = optional(list(string), [])
      max_age     = optional(number)
      credentials = optional(bool, false)
    }))
    throttle = optional(object({
      rate  = number
      burst = number
    }))
    authorization = optional(map(object({
      type       = string
      authorizer = optional(string)
      scopes     = optional(list(string), [])
      key        = optional(bool, false)
    })), {})
    authorizers = optional(map(object({
      type     = string
      function = optional(string)
      arn      = optional(string)
      role     = optional(string)
      cache    = optional(number, 0)
      identity = optional(list(string), [])
      pattern  = optional(string)
      pools    = optional(list(string), [])
    })), {})
    asked = optional(map(object({ function = optional(string) })), {})
    keys = optional(map(object({
      rate   = optional(number)
      burst  = optional(number)
      quota  = optional(number)
      period = optional(string)
    })), {})
  }))
  default  = {}
  nullable = false
}

variable "key_values" {
  description = "The values of a REST API's keys, by name."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

locals {
  # The API that exists, as the rest of the module sees it.
  api = one(concat(values(module.http_api), values(module.rest_api)))
}

module "http_api" {
  source   = "../http-api"
  for_each = var.http_apis

  name          = each.value.name
  routes        = each.value.routes
  functions     = each.value.functions
  targets       = module.function
  log_retention = each.value.log_retention
  key_arn       = var.key_arn
  cors          = each.value.cors
  throttle      = each.value.throttle

  region             = var.region
  authorization      = each.value.authorization
  jwt_authorizers    = each.value.jwt_authorizers
  lambda_authorizers = each.value.lambda_authorizers
  asked              = each.value.asked
}

module "rest_api" {
  source   = "../rest-api"
  for_each = var.rest_apis

  name          = each.value.name
  routes        = each.value.routes
  functions     = each.value.functions
  targets       = module.function
  binary        = each.value.binary
  endpoint      = each.value.endpoint
  log_retention = each.value.log_retention
  key_arn       = var.key_arn
  cors          = each.value.cors
  throttle      = each.value.throttle

  region        = var.region
  authorization = each.value.authorization
  authorizers   = each.value.authorizers
  asked         = each.value.asked
  keys          = each.value.keys
  key_values    = var.key_values
}

output "url" {
  description = "Base URL of the API in this region alone."
  value       = local.api.url
}
