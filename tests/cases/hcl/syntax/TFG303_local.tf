locals {
  domain = "x"
}
output "domain" {
  value = local.domian
}
