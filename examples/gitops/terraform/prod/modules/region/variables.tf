variable "service" {
  description = "Name of the service, which begins the names that the console shows."
  type        = string
  nullable    = false
}

variable "key_arn" {
  description = "KMS key that encrypts queues and logs; by default one of AWS's own."
  type        = string
  default     = null
}
