variable "name" {
  description = "Name of the secret, the same in every region."
  type        = string
  nullable    = false
}

variable "replicas" {
  description = "Regions that the secret is replicated to, beside that of the provider."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "recovery" {
  description = "Days for which it can be restored after it was deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery >= 7 && var.recovery <= 30
    error_message = "A secret can be restored for 7 to 30 days."
  }
}
