variable "functions" {
  description = <<-EOT
    Lambda functions by key. `package` is the path of a zip. `references` are environment variables that name
    things of this region and account. `statements` are IAM statements: what the function may do. In both, and in
    the ARNs of layers, `{region}` is filled in, in both `{account}` too. A resource whose ARN names another region
    is left out, so that all regions can be handed the same.
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
    layers               = optional(list(string), [])
    reserved_concurrency = optional(number)
    log_retention        = number
    tracing              = bool
    statements = optional(list(object({
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(string)))
    })), [])
  }))
  nullable = false
}

module "function" {
  source   = "../function"
  for_each = var.functions

  name                 = each.value.name
  region               = var.region
  package              = each.value.package
  handler              = each.value.handler
  runtime              = each.value.runtime
  architecture         = each.value.architecture
  memory               = each.value.memory
  timeout              = each.value.timeout
  description          = each.value.description
  environment          = each.value.environment
  references           = each.value.references
  layers               = each.value.layers
  reserved_concurrency = each.value.reserved_concurrency
  log_retention        = each.value.log_retention
  tracing              = each.value.tracing

  # ARNs of global things name no region.
  statements = [for statement in each.value.statements : merge(statement, {
    resources = [
      for resource in statement.resources : resource
      if contains(["", "*", "{region}", var.region], try(split(":", resource)[3], ""))
    ]
  })]
}
