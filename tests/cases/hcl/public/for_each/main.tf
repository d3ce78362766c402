variable "queues" {
  type = map(object({
    delay = optional(number)
    fifo  = optional(bool, false)
    tags  = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

locals {
  enabled = { for name, queue in var.queues : name => queue if !queue.fifo }
  by_delay = {
    for name, queue in var.queues :
    tostring(coalesce(queue.delay, 0)) => name...
  }
  flat = merge([
    for name, queue in var.queues : {
      for key, value in queue.tags : "${name}.${key}" => {
        queue = name
        value = value
      }
    }
  ]...)
}

resource "aws_sqs_queue" "this" {
  for_each = local.enabled

  name          = each.key
  delay_seconds = each.value.delay
  tags          = merge({ Name = each.key }, each.value["tags"])
}

resource "aws_sqs_queue" "of_set" {
  for_each = toset([for it in ["a", "b"] : upper(it)])
  name     = each.value
}

output "urls" {
  value = { for key, queue in aws_sqs_queue.this : key => queue.url }
}

output "values" {
  value = values(aws_sqs_queue.of_set)[*].arn
}

output "delays" {
  value = local.by_delay
}

output "flat" {
  value = [for entry in local.flat : format("%s=%s", entry.queue, entry.value)]
}
