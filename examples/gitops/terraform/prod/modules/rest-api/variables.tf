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

variable "binary" {
  description = "Media types, such as `image/*`, that functions get and give in base64. Others are taken for text."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "endpoint" {
  description = "REGIONAL, or EDGE: behind a distribution of API Gateway's own, in one region only."
  type        = string
  default     = "REGIONAL"
  nullable    = false

  validation {
    condition     = contains(["REGIONAL", "EDGE"], var.endpoint)
    error_message = "The endpoint is REGIONAL or EDGE."
  }
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

  validation {
    condition     = try(length(var.cors.origins), 1) == 1
    error_message = "A REST API answers preflight requests with a constant, so it allows one origin."
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
  description = "Region of the AWS provider that the module is given. It stands for `{region}` in ARNs."
  type        = string
  default     = ""
  nullable    = false
}

variable "authorization" {
  description = <<-EOT
    Who may call each route that is not open to all: by the route, a `type` (AWS_IAM, CUSTOM, COGNITO_USER_POOLS, or NONE
    beside a key), the name of an authorizer for those that have one, for user pools scopes of which an access token must
    have one, and whether a request needs an API key.
  EOT
  type = map(object({
    type       = string
    authorizer = optional(string)
    scopes     = optional(list(string), [])
    key        = optional(bool, false)
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
      contains(contains(["AWS_IAM", "NONE"], each.type) ? [""] : keys(var.authorizers), each.authorizer == null ? "" : each.authorizer)
    ])
    error_message = "CUSTOM and COGNITO_USER_POOLS name an entry of authorizers, AWS_IAM and NONE none."
  }
}

variable "authorizers" {
  description = <<-EOT
    Authorizers by name, of a `type` as in OpenAPI documents: request and token ask a function of `targets`, or by its
    `arn` one that exists; cognito_user_pools takes tokens of `pools`, by their ARNs. `identity` are API Gateway's
    expressions of what tells callers apart, `pattern` is what a token must match. `role` is what API Gateway invokes a
    function as. In ARNs `{region}` and `{account}` are filled in.
  EOT
  type = map(object({
    type     = string
    function = optional(string)
    arn      = optional(string)
    role     = optional(string)
    cache    = optional(number, 0)
    identity = optional(list(string), [])
    pattern  = optional(string)
    pools    = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for each in values(var.authorizers) :
      each.type == "cognito_user_pools" ? length(each.pools) > 0 : contains(["request", "token"], each.type) && (each.function == null) != (each.arn == null)
    ])
    error_message = "An authorizer asks a function of targets, or one that exists, or takes tokens of pools."
  }
}

variable "asked" {
  description = "Authorizers whose function the API is permitted to invoke: all that ask one and have no `role`. With the function, where it is one of targets."
  type        = map(object({ function = optional(string) }))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.asked), keys(var.authorizers))) == 0
    error_message = "Those that are asked are authorizers."
  }
}

variable "keys" {
  description = "API keys by name, each with a usage plan: `rate` in requests a second and `burst` at once, `quota` in requests a `period` (DAY, WEEK or MONTH)."
  type = map(object({
    rate   = optional(number)
    burst  = optional(number)
    quota  = optional(number)
    period = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "key_values" {
  description = "The values of the keys: the same in every region, so that a client can go from one to another."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = alltrue([for value in values(var.key_values) : length(value) >= 20 && length(value) <= 128])
    error_message = "The value of an API key has 20 to 128 characters."
  }
}

variable "key_arn" {
  description = "KMS key that encrypts the access logs; by default one of AWS's own."
  type        = string
  default     = null
}
