variable "name" {
  description = "Name of the queue."
  type        = string
  nullable    = false
}

variable "dead_letter_name" {
  description = "Name of the queue that keeps, for 14 days, the messages that could not be handled."
  type        = string
  nullable    = false
}

variable "visibility" {
  description = "Seconds that a message which was received stays hidden from others. AWS advises six times the timeout of the function that handles it."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.visibility >= 0 && var.visibility <= 43200
    error_message = "A message is hidden for 0 seconds to 12 hours."
  }
}

variable "retention" {
  description = "Seconds that the queue keeps a message which nobody deletes."
  type        = number
  default     = 345600
  nullable    = false

  validation {
    condition     = var.retention >= 60 && var.retention <= 1209600
    error_message = "A queue keeps messages for 60 seconds to 14 days."
  }
}

variable "receives" {
  description = "How often a message is received before it goes to the dead-letter queue."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.receives >= 1 && var.receives <= 1000
    error_message = "A message is received 1 to 1000 times."
  }
}

variable "consumers" {
  description = <<-EOT
    Functions that handle the messages. `batch` is how many messages they are handed at most at a time; a function
    tells which of them failed (ReportBatchItemFailures), and its role may receive from the queue. `concurrency` is
    how many batches are handled at once at most: a function with a reservation needs it, or messages that find the
    reservation used up go to the dead-letter queue after a few tries.
  EOT
  type = map(object({
    batch       = optional(number, 10)
    concurrency = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for consumer in values(var.consumers) : consumer.batch >= 1 && consumer.batch <= 10])
    error_message = "A batch has 1 to 10 messages."
  }

  validation {
    condition = alltrue([
      for limit in values(var.consumers)[*].concurrency : try(limit >= 2 && limit <= 1000, limit == null)
    ])
    error_message = "A limit of concurrency is 2 to 1000."
  }
}

variable "targets" {
  description = "What is known of each function, as modules/function puts it out. There may be more of them than consumers."
  type        = map(object({ arn = string }))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.consumers), keys(var.targets))) == 0
    error_message = "A consumer is a function that is in targets."
  }
}

variable "key_arn" {
  description = "KMS key that encrypts the messages, of the dead-letter queue too; by default one of AWS's own."
  type        = string
  default     = null
}
