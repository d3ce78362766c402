variable "queues" {
  description = "Queues by key, each with a dead-letter queue. `visibility` and `retention` are seconds; `receives` says how often a message is received before it goes to the dead-letter queue; `consumers` are functions by key, with the size of the batches that they are handed and, where the function has a reservation, a limit of concurrency."
  type = map(object({
    name             = string
    dead_letter_name = string
    visibility       = number
    retention        = number
    receives         = number
    consumers = optional(map(object({
      batch       = number
      concurrency = optional(number)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for queue in values(var.queues) : [
        for function in keys(queue.consumers) : queue.visibility >= try(var.functions[function].timeout, 0)
      ]
    ]))
    error_message = "A message stays hidden at least as long as the function that handles it may run."
  }
}

module "queue" {
  source   = "../queue"
  for_each = var.queues

  name             = each.value.name
  dead_letter_name = each.value.dead_letter_name
  visibility       = each.value.visibility
  retention        = each.value.retention
  receives         = each.value.receives
  consumers        = each.value.consumers
  key_arn          = var.key_arn
  targets          = module.function
}
