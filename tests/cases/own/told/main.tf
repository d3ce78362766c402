variable "tables" {
  type = map(object({ name = string, arn = string }))
}

locals {
  note = file("${path.module}/note.txt")
}

output "orders_arn" {
  value = var.tables.orders.arn
}

output "note" {
  value     = local.note
  sensitive = true
}
