provider "aws" {
  region = "eu-west-1"
}

module "create_order" {
  source = "./modules/function"

  name        = "orders-create-order"
  region      = "eu-west-1"
  package     = "${path.module}/orders.zip"
  handler     = "create.main"
  runtime     = "python3.13"
  environment = { TABLE_ORDERS = "orders" }

  statements = [{
    actions   = ["dynamodb:PutItem"]
    resources = ["arn:aws:dynamodb:{region}:{account}:table/orders"]
  }]
}
