provider "aws" {
  region = "eu-west-1"
}

module "create_order" {
  source = "./modules/function"

  name    = "orders-create-order"
  region  = "eu-west-1"
  package = "${path.module}/orders.zip"
  handler = "create.main"
  runtime = "python3.13"
}

module "api" {
  source = "./modules/http-api"

  name      = "orders"
  routes    = { "POST /orders" = "create-order", "PUT /orders/{id}" = "create-order" }
  functions = { create-order = {} }
  targets   = { create-order = module.create_order }
  throttle  = { rate = 100, burst = 200 }

  cors = {
    origins = ["https://shop.example.com"]
    methods = ["POST", "PUT"]
    headers = ["content-type"]
  }
}
