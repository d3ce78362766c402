variable "cidr" {}

output "id" {
  value = var.cidr
}

output "subnets" {
  value = cidrsubnets(var.cidr, 4, 4)
}
