provider "aws" {
  region = "us-east-1"
}

module "cdn" {
  source = "./modules/cdn"

  service         = "orders"
  domain          = "orders.example.com"
  origin          = "origin.orders.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  behaviors       = [{ path = "/catalog", policy = "minute", forward = false }]
  policies        = { minute = { ttl = 60 } }
}
