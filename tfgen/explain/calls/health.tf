provider "aws" {
  region = "eu-west-1"
}

module "health" {
  source = "./modules/health"

  name = "orders-eu-west-1"
  fqdn = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"
  path = "/health"
}
