module "network" {
  source = "./modules/network"

  cidr = "10.0.0.0/16"
}

module "service" {
  source   = "./modules/service"
  for_each = toset(["a", "b"])

  name    = each.key
  subnets = module.network.subnets
  # what the module makes of it
  tags = { Network = module.network.id }

  depends_on = [module.network]
}

output "arns" {
  value = { for key, service in module.service : key => service.arn }
}

output "one" {
  value = module.service["a"].queue.arn
}

output "try" {
  value = try(module.service["a"].not_there, null)
}

output "whole" {
  value = module.network
}
