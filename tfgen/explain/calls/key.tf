provider "aws" {
  region = "eu-west-1"
}

module "key" {
  source = "./modules/key"

  alias   = "alias/orders"
  account = "123456789012"
  region  = "eu-west-1"
}
