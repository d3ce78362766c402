variable "settings" {
  type = object({ name = string, nested = object({ size = number, list = list(string) }) })
}

output "name" { value = "${var.settings.name}${var.settings.nested.size}" }
