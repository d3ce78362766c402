module "eu_west_1" {
  source = "./modules/region"
}
