module "store" {
  source = "../../modules/store"
  name   = "prod"
}

module "shared" {
  source = "./../shared"
}

output "arn" {
  value = module.store.arn
}
