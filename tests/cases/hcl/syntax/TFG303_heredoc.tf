locals {
  text = <<-EOT
    hello
    %{ for name in local.names ~}
    ${name}
    %{ endfor ~}
  EOT
}
