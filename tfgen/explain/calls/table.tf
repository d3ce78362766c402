provider "aws" {
  region = "eu-west-1"
}

module "orders" {
  source = "./modules/table"

  name       = "orders"
  hash_key   = "customer"
  range_key  = "id"
  attributes = { customer = "S", id = "S", day = "S" }
  stream     = true

  global_indexes = {
    by-day = { hash_key = "day", range_key = "id", projection = "KEYS_ONLY" }
  }

  capacity = {
    "table/read"         = { min = 5, max = 200, target = 70 }
    "table/write"        = { min = 5, max = 100, target = 70 }
    "index/by-day/read"  = { min = 5, max = 200, target = 70 }
    "index/by-day/write" = { min = 5, max = 100, target = 70 }
  }
}
