locals {
  a = <<-EOT
    %{ for x in [] }${x}%{ endfor }
    %{ endif }
  EOT
}
