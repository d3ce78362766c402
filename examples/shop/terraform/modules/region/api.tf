variable "http_apis" {
  description = <<-EOT
    The API of the region, if it is an HTTP API, under any key. `routes` are functions by the method and path that
    lead to them, as in `"GET /{key}" = "get-key"`; `functions` are those that have routes.
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
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.http_apis) + length(var.rest_apis) == 1
    error_message = "A region has one API, in http_apis or in rest_apis."
  }
}

variable "rest_apis" {
  description = "The same, if it is a REST API. `binary` are media types that functions get and give in base64."
  type = map(object({
    name          = string
    log_retention = number
    routes        = map(string)
    functions     = map(object({}))
    binary        = optional(list(string), [])
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
  }))
  default  = {}
  nullable = false
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
  cors          = each.value.cors
  throttle      = each.value.throttle
}

module "rest_api" {
  source   = "../rest-api"
  for_each = var.rest_apis

  name          = each.value.name
  routes        = each.value.routes
  functions     = each.value.functions
  targets       = module.function
  binary        = each.value.binary
  log_retention = each.value.log_retention
  cors          = each.value.cors
  throttle      = each.value.throttle
}

output "url" {
  description = "Base URL of the API in this region alone."
  value       = local.api.url
}
