provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

module "orders" {
  source = "./modules/table"

  name       = "orders"
  hash_key   = "id"
  attributes = { id = "S" }
  stream     = true

  capacity = {
    "table/read"  = { min = 5, max = 200, target = 70 }
    "table/write" = { min = 5, max = 100, target = 70 }
  }
}

module "orders_us_east_1" {
  source    = "./modules/replica-moving"
  providers = { aws = aws.us_east_1 }

  name       = "orders"
  source_arn = module.orders.arn
  capacity   = { "table/read" = { min = 5, max = 400, target = 70 } }
}
