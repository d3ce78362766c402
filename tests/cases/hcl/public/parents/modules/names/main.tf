variable "base" { type = string }
output "long" { value = "service-${var.base}" }
