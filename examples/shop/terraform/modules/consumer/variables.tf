variable "region" {
  description = "Region of the AWS provider that the module is given."
  type        = string
  nullable    = false
}

variable "source_arn" {
  description = "ARN of a queue that exists, in which `{region}` and `{account}` are filled in: the account of the functions."
  type        = string
  nullable    = false
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
