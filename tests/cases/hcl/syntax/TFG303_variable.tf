variable "domain" {
  default = "x"
}
output "a" {
  value = var.domian
}
