variable "service" {
  description = "Name of the service, which begins the name of everything that it consists of."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the AWS provider that the module is given."
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Domain name of the API, which is the same in every region."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "ACM certificate of the domain in this region, which may still be waiting for its validation."
  type        = string
  nullable    = false
}

variable "validation_record_fqdn" {
  description = "Name of the DNS record that proves to ACM who owns the domain. One record serves every region."
  type        = string
  nullable    = false
}

variable "functions" {
  description = <<-EOT
    Lambda functions by name. `package` is the path of a zip. `{region}` in the ARN of a layer stands for the
    region. `routes` are methods and paths of the API, as in "GET /{key}". `access` says which tables the
    function may use, and for what: read, write or read-write.
  EOT
  type = map(object({
    package              = string
    handler              = string
    runtime              = string
    architecture         = string
    memory               = number
    timeout              = number
    description          = optional(string)
    environment          = optional(map(string), {})
    layers               = optional(list(string), [])
    reserved_concurrency = optional(number)
    log_retention        = number
    tracing              = bool
    routes               = optional(list(string), [])
    access               = optional(map(string), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.functions) : length("${var.service}-${name}-${var.region}") <= 64])
    error_message = "The name of a role, service-function-region, has at most 64 characters."
  }

  validation {
    condition = alltrue([
      for route in flatten(values(var.functions)[*].routes) :
      can(regex("^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /\\S*$", route))
    ])
    error_message = "A route is a method and a path, as in \"GET /{key}\"."
  }

  validation {
    condition = (
      length(distinct(flatten(values(var.functions)[*].routes))) == length(flatten(values(var.functions)[*].routes))
    )
    error_message = "A route leads to one function."
  }

  validation {
    condition = alltrue(flatten([
      for function in values(var.functions) : [
        for table, access in function.access :
        contains(keys(var.tables), table) && contains(["read", "write", "read-write"], access)
      ]
    ]))
    error_message = "Access to a table that is in var.tables is read, write or read-write."
  }
}

variable "tables" {
  description = "Tables of the region by name, with the customer key that encrypts them if there is one."
  type = map(object({
    arn     = string
    key_arn = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "api" {
  description = "Kind of API (http or rest), days to keep its access logs, CORS, and how many requests per second it lets through."
  type = object({
    kind          = string
    log_retention = number
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
  })
  nullable = false

  validation {
    condition     = contains(["http", "rest"], var.api.kind)
    error_message = "The kind of the API is http or rest."
  }

  validation {
    condition     = var.api.kind == "http" || try(length(var.api.cors.origins), 1) == 1
    error_message = "A REST API answers preflight requests with a constant, so it allows one origin."
  }

  validation {
    condition     = !try(var.api.cors.credentials && contains(var.api.cors.origins, "*"), false)
    error_message = "Browsers refuse credentials where every origin is allowed."
  }
}

variable "health" {
  description = "Path that the health check asks, seconds between its requests, and failures until the region counts as unhealthy. A drained region counts as unhealthy whatever it answers."
  type = object({
    path     = string
    interval = number
    failures = number
    drained  = optional(bool, false)
  })
  nullable = false

  validation {
    condition     = startswith(var.health.path, "/")
    error_message = "The path of the health check starts with a slash."
  }

  validation {
    condition     = contains([10, 30], var.health.interval)
    error_message = "A health check asks every 10 or every 30 seconds."
  }

  validation {
    condition     = var.health.failures >= 1 && var.health.failures <= 10
    error_message = "A region is unhealthy after 1 to 10 failures."
  }
}
