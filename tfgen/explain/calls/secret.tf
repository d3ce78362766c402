provider "aws" {
  region = "eu-west-1"
}

module "stripe" {
  source = "./modules/secret"

  name     = "shop-stripe"
  replicas = ["us-east-1"]
}
