variable "alias" {
  description = "Alias of the key, which begins with `alias/`: rights name the key by it."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.alias, "alias/")
    error_message = "An alias begins with alias/."
  }
}

variable "account" {
  description = "Account, whose IAM decides who may use the key."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the AWS provider that the module is given: its CloudWatch Logs may use the key."
  type        = string
  nullable    = false
}
