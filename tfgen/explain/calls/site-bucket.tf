provider "aws" {
  region = "eu-west-1"
}

module "bucket" {
  source = "./modules/site-bucket"

  name             = "shop-site-123456789012-eu-west-1"
  distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL"
  folder           = "web"
  files            = { "index.html" = { type = "text/html; charset=utf-8", cache = "no-cache" } }
  service          = jsonencode({ service = "shop" })
}
