provider "aws" {
  region = "eu-west-1"
}

module "mapping" {
  source = "./modules/mapping"

  domain = "api.example.com"
  path   = "orders"
  api_id = "a1b2c3d4e5"
  stage  = "$default"
}
