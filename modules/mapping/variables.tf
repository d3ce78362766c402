variable "domain" {
  description = "Custom domain name that the region has already."
  type        = string
  nullable    = false
}

variable "path" {
  description = "Path of the domain that leads to the API; the whole domain if left out."
  type        = string
  default     = null

  validation {
    condition     = try(!startswith(var.path, "/") && !endswith(var.path, "/"), true)
    error_message = "The path has no slash before it or after it."
  }
}

variable "api_id" {
  description = "HTTP or REST API that answers there."
  type        = string
  nullable    = false
}

variable "stage" {
  description = "Stage of the API."
  type        = string
  nullable    = false
}
