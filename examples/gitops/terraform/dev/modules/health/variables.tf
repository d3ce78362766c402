variable "name" {
  description = "Name by which the console shows the health check."
  type        = string
  nullable    = false
}

variable "fqdn" {
  description = "Name of the server to ask, by HTTPS."
  type        = string
  nullable    = false
}

variable "path" {
  description = "Path to ask for."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.path, "/")
    error_message = "The path of the health check starts with a slash."
  }
}

variable "interval" {
  description = "Seconds between requests: 10 or 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([10, 30], var.interval)
    error_message = "A health check asks every 10 or every 30 seconds."
  }
}

variable "failures" {
  description = "Failures until what is asked counts as unhealthy."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.failures >= 1 && var.failures <= 10
    error_message = "What is asked is unhealthy after 1 to 10 failures."
  }
}

variable "drained" {
  description = "Whether it counts as unhealthy whatever it answers."
  type        = bool
  default     = false
  nullable    = false
}
