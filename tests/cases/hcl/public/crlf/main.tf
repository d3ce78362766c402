variable "a" {
  default = "x"
}

locals {
  text = <<-EOT
    one ${var.a}
      two
  EOT
  list = [
    1,
    2
  ]
  sum = (1
    + 2)
  object = { // why
    for k, v in { a = 1 } : k => v # end
  }
}
/* over
lines */
output "a" { value = "%{ if true }yes%{ endif }${local.text}" }
