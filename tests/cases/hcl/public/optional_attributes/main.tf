variable "service" {
  type = object({
    name = string
    scaling = optional(object({
      min = optional(number, 1)
      max = optional(number)
      steps = optional(list(object({
        at  = number
        add = optional(number, 1)
      })), [])
    }), {})
    labels  = optional(map(string))
    network = optional(any)
    pair    = optional(tuple([string, number]), ["a", 1])
    empty   = optional(object({}), {})
  })
}

output "max" {
  value = coalesce(var.service.scaling.max, var.service.scaling.min)
}

output "steps" {
  value = { for step in var.service.scaling.steps : step.at => step.add }
}

output "labels" {
  value = var.service.labels == null ? {} : var.service.labels
}
