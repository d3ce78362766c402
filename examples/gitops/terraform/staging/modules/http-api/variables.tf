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

variable "region" {
  description = "Region of the AWS provider that the module is given. It stands for `{region}` in issuers and ARNs."
  type        = string
  default     = ""
  nullable    = false
}

variable "authorization" {
  description = <<-EOT
    Who may call each route that is not open to all: by the route, a `type` of API Gateway's (AWS_IAM, JWT or CUSTOM),
    for the last two the name of an authorizer, for JWT scopes of which a token must have one.
  EOT
  type = map(object({
    type       = string
    authorizer = optional(string)
    scopes     = optional(list(string))
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.authorization), keys(var.routes))) == 0
    error_message = "Authorization is of routes."
  }

  validation {
    condition = alltrue([
      for each in values(var.authorization) :
      contains(keys(each.type == "JWT" ? var.jwt_authorizers : each.type == "CUSTOM" ? { for name, _ in var.lambda_authorizers : name => null } : { "" = null }), each.authorizer == null ? "" : each.authorizer)
    ])
    error_message = "JWT names an entry of jwt_authorizers, CUSTOM one of lambda_authorizers, AWS_IAM none."
  }
}

variable "jwt_authorizers" {
  description = "Authorizers that take tokens of an issuer, by name. `{region}` is filled in."
  type = map(object({
    issuer   = string
    audience = list(string)
  }))
  default  = {}
  nullable = false
}

variable "lambda_authorizers" {
  description = <<-EOT
    Authorizers that ask a function, by name: one of `targets`, or by its `arn` one that exists, in which `{region}` and
    `{account}` are filled in. `identity` are API Gateway's expressions of what tells callers apart. `simple` if it
    answers with isAuthorized, and not with a policy. `role` is what API Gateway invokes it as.
  EOT
  type = map(object({
    function = optional(string)
    arn      = optional(string)
    role     = optional(string)
    payload  = optional(string, "2.0")
    simple   = optional(bool, true)
    cache    = optional(number, 0)
    identity = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for each in values(var.lambda_authorizers) : (each.function == null) != (each.arn == null)])
    error_message = "An authorizer asks a function of targets, or one that exists."
  }
}

variable "asked" {
  description = "Lambda authorizers whose function the API is permitted to invoke: all that have no `role`. With the function, where it is one of targets."
  type        = map(object({ function = optional(string) }))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.asked), keys(var.lambda_authorizers))) == 0
    error_message = "Those that are asked are Lambda authorizers."
  }
}

variable "key_arn" {
  description = "KMS key that encrypts the access logs; by default one of AWS's own."
  type        = string
  default     = null
}
