provider "aws" {
  region = "eu-west-1"
}

module "site" {
  source = "./modules/site"

  name                    = "shop-site"
  origins                 = [{ id = "eu-west-1", domain_name = module.bucket.domain_name }]
  content_security_policy = "default-src 'self'"
}

module "bucket" {
  source = "./modules/site-bucket"

  name             = "shop-site-123456789012-eu-west-1"
  distribution_arn = module.site.arn
  folder           = "web"
  files            = { "index.html" = { type = "text/html; charset=utf-8", cache = "no-cache" } }
  service          = jsonencode({ service = "shop" })
}
