variable "name" {
  default = "x"
  validation {
    condition     = var.name != local.other
    error_message = "No."
  }
}
