module "eu_west_1" {
  region = "eu-west-1"
}
