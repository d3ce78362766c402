variable "functions" {
  description = <<-EOT
    Lambda functions by key. `package` is the path of a zip. `references` are environment variables that name
    things of this region and account, `values` those whose texts `var.values` has. `access` are words of `var.statements` by thing: what the function may do;
    `statements` are IAM statements of its own. In references and statements `{region}` and `{account}` are filled
    in, in the ARNs of layers `{region}` too. A resource whose ARN names another region is left out, so that all
    regions can be handed the same. `permissions` are statements with an effect, of which nothing is left out.
  EOT
  type = map(object({
    name                 = string
    package              = string
    handler              = string
    runtime              = string
    architecture         = string
    memory               = number
    timeout              = number
    description          = optional(string)
    environment          = optional(map(string), {})
    references           = optional(map(string), {})
    values               = optional(map(string), {})
    layers               = optional(list(string), [])
    reserved_concurrency = optional(number)
    log_retention        = number
    tracing              = bool
    role                 = optional(string)
    boundary             = optional(string)
    access               = optional(map(list(string)), {})
    statements = optional(list(object({
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(string)))
    })), [])
    permissions = optional(list(object({
      effect     = string
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(list(string))))
    })), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for function in values(var.functions) : [for key in values(function.values) : can(var.values[key])]
    ]))
    error_message = "The values of functions are texts that var.values has."
  }

  validation {
    condition = alltrue(flatten([
      for function in values(var.functions) : [
        for thing, words in function.access : [for word in words : can(var.statements[thing][word])]
      ]
    ]))
    error_message = "Access is by words that var.statements has of the thing."
  }
}

variable "statements" {
  description = "IAM statements that allow access to a thing: by the thing, and by a word such as read."
  type = map(map(list(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(string)))
  }))))
  default  = {}
  nullable = false
}

variable "values" {
  description = "Texts that this region has for itself, by key, for the `values` of functions."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "account" {
  description = "Account, where the plan has to know it: when functions are imported, or a role or a boundary exists."
  type        = string
  default     = null
}

locals {
  environments = {
    for key, function in var.functions : key => merge(function.environment, {
      for name, value in function.values : name => var.values[value]
    })
  }

  granted = {
    for key, function in var.functions : key => concat(function.statements, flatten([
      for thing, words in function.access : [for word in words : var.statements[thing][word]]
    ]))
  }

  # The ARNs of global things name no region. A statement of which nothing is left is refused by the function's module.
  statements = {
    for key, statements in local.granted : key => [
      for statement in statements : merge(statement, {
        resources = [
          for resource in statement.resources : resource
          if contains(["", "*", "{region}", var.region], try(split(":", resource)[3], ""))
        ]
      })
    ]
  }
}

module "function" {
  source   = "../function"
  for_each = var.functions

  name                 = each.value.name
  region               = var.region
  account              = var.account
  package              = each.value.package
  handler              = each.value.handler
  runtime              = each.value.runtime
  architecture         = each.value.architecture
  memory               = each.value.memory
  timeout              = each.value.timeout
  description          = each.value.description
  environment          = local.environments[each.key]
  references           = each.value.references
  layers               = each.value.layers
  reserved_concurrency = each.value.reserved_concurrency
  log_retention        = each.value.log_retention
  key_arn              = var.key_arn
  tracing              = each.value.tracing
  statements           = local.statements[each.key]
  permissions          = each.value.permissions
  role                 = each.value.role
  boundary             = each.value.boundary
}
