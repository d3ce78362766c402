variable "name" {
  description = "Name of the function."
  type        = string
  nullable    = false

  validation {
    condition     = length("${var.name}-${var.region}") <= 64
    error_message = "The name of a role, name-region, has at most 64 characters."
  }
}

variable "region" {
  description = "Region of the AWS provider that the module is given. It ends the name of the role, and stands for `{region}` in layers, references and statements."
  type        = string
  nullable    = false
}

variable "package" {
  description = "Path of a zip that holds the code."
  type        = string
  nullable    = false
}

variable "handler" {
  description = "What Lambda calls, as in `module.function`."
  type        = string
  nullable    = false
}

variable "runtime" {
  description = "Lambda runtime, as in `python3.13`."
  type        = string
  nullable    = false
}

variable "architecture" {
  description = "Processor that the code is for: arm64 or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "An architecture is arm64 or x86_64."
  }
}

variable "memory" {
  description = "Memory in MB, which decides the share of a processor too."
  type        = number
  default     = 256
  nullable    = false
}

variable "timeout" {
  description = "Seconds until Lambda ends an invocation."
  type        = number
  default     = 10
  nullable    = false
}

variable "description" {
  description = "What the function does, in a sentence."
  type        = string
  default     = null
}

variable "environment" {
  description = "Environment variables."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "references" {
  description = "Environment variables that name things of this region and account: `{region}` and `{account}` are filled in."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "layers" {
  description = "ARNs of layers, in which `{region}` is filled in."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "reserved_concurrency" {
  description = "How many invocations may run at once, taken from the account's pool; null for no limit but the account's."
  type        = number
  default     = null
}

variable "log_retention" {
  description = "Days to keep the logs."
  type        = number
  default     = 365
  nullable    = false
}

variable "tracing" {
  description = "Whether X-Ray traces the function."
  type        = bool
  default     = true
  nullable    = false
}

variable "statements" {
  description = "What the function may do beside writing its logs and traces: IAM statements, in which `{region}` and `{account}` are filled in."
  type = list(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(string)))
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for statement in var.statements : length(statement.actions) > 0 && length(statement.resources) > 0
    ])
    error_message = "A statement has at least one action and one resource."
  }
}

variable "permissions" {
  description = "IAM statements that allow or deny, as the caller says them; `{region}` and `{account}` are filled in."
  type = list(object({
    effect     = string
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))))
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for permission in var.permissions : contains(["Allow", "Deny"], permission.effect)])
    error_message = "An effect is Allow or Deny."
  }
}

variable "role" {
  description = "ARN of a role that exists, in which `{account}` is filled in: no role is made, and no policy."
  type        = string
  default     = null
}

variable "boundary" {
  description = "ARN of the permissions boundary of the role that is made, in which `{account}` is filled in."
  type        = string
  default     = null
}

variable "account" {
  description = "Account, where the plan has to know it: for a function that is imported, as its first variables cannot be unknown, and for a role or a boundary whose ARN has `{account}` in it. The role's if left out."
  type        = string
  default     = null

  validation {
    condition     = var.account != null || (var.role == null && !strcontains(coalesce(var.boundary, "-"), "{account}"))
    error_message = "The account is needed where a role exists, or a boundary's ARN has {account} in it."
  }
}

variable "key_arn" {
  description = "KMS key that encrypts the logs; by default one of AWS's own."
  type        = string
  default     = null
}
