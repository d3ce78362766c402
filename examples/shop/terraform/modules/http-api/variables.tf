variable "name" {
  description = "Name of the API, and the end of its log group's."
  type        = string
  nullable    = false
}

variable "routes" {
  description = "Functions by the method and path that lead to them, as in `\"GET /{key}\" = \"get-key\"`."
  type        = map(string)
  nullable    = false

  validation {
    condition = alltrue([
      for route in keys(var.routes) : can(regex("^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /\\S*$", route))
    ])
    error_message = "A route is a method and a path, as in \"GET /{key}\"."
  }
}

variable "functions" {
  description = "Functions that have routes, by key. A map, because scanners do not follow `for_each` over a set that is made."
  type        = map(object({}))
  nullable    = false

  validation {
    condition     = toset(keys(var.functions)) == toset(values(var.routes))
    error_message = "The functions are those that routes lead to."
  }
}

variable "targets" {
  description = "What is known of each function, as modules/function puts it out. There may be more of them than have routes."
  type = map(object({
    name       = string
    alias      = string
    invoke_arn = string
  }))
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.functions), keys(var.targets))) == 0
    error_message = "A route leads to a function that is in targets."
  }
}

variable "log_retention" {
  description = "Days to keep the access logs."
  type        = number
  default     = 365
  nullable    = false
}

variable "cors" {
  description = "What browsers may do from pages of other origins; null if nothing."
  type = object({
    origins     = list(string)
    methods     = list(string)
    headers     = optional(list(string), [])
    max_age     = optional(number)
    credentials = optional(bool, false)
  })
  default = null

  validation {
    condition     = !try(var.cors.credentials && contains(concat(var.cors.origins, var.cors.headers), "*"), false)
    error_message = "With credentials, browsers refuse `*` for origins, and take it for a header's name."
  }
}

variable "throttle" {
  description = "Requests per second, and at once, that the API lets through; null for the account's limits."
  type = object({
    rate  = number
    burst = number
  })
  default = null
}
