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

variable "key_arn" {
  description = "KMS key that encrypts the secret in the region of the provider; by default one of AWS's own."
  type        = string
  default     = null
}

variable "replica_keys" {
  description = "The same of the replicas, by region."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.replica_keys), var.replicas)) == 0
    error_message = "A key is that of a region that the secret is replicated to."
  }
}
