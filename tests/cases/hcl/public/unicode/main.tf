variable "größe" {
  type        = number
  default     = 3
  description = "Größe — 大きさ"
}

locals {
  привет = 1
}

output "größe" {
  value = "${var.größe} ${local.привет} 🚀"
}
