module "eu_west_1" {
  source = "./modules/region"
}
output "url" {
  value = module.eu_west_1.ulr
}
