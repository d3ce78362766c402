provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "key" {
  source = "./modules/key"

  alias   = "alias/orders"
  account = "123456789012"
  region  = "eu-west-1"
}

module "replica_key" {
  source    = "./modules/replica-key"
  providers = { aws = aws.us_east_1 }

  alias       = "alias/orders"
  account     = "123456789012"
  region      = "us-east-1"
  primary_arn = module.key.arn
}
