variable "name" {
  type = string
}

output "name" {
  value = <<-EOT
    ${var.name}
  EOT
}