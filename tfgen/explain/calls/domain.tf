provider "aws" {
  region = "eu-west-1"
}

data "aws_route53_zone" "this" {
  name = "example.com"
}

resource "aws_acm_certificate" "this" {
  domain_name       = "api.example.com"
  validation_method = "DNS"
}

resource "aws_route53_record" "validation" {
  zone_id = data.aws_route53_zone.this.zone_id
  name    = one(aws_acm_certificate.this.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.this.domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.this.domain_validation_options).resource_record_value]
  ttl     = 300
}

module "health" {
  source = "./modules/function"

  name    = "orders-health"
  region  = "eu-west-1"
  package = "${path.module}/orders.zip"
  handler = "health.main"
  runtime = "python3.13"
}

module "api" {
  source = "./modules/http-api"

  name      = "orders"
  routes    = { "GET /health" = "health" }
  functions = { health = {} }
  targets   = { health = module.health }
}

module "domain" {
  source = "./modules/domain"

  domain                 = "api.example.com"
  certificate_arn        = aws_acm_certificate.this.arn
  validation_record_fqdn = aws_route53_record.validation.fqdn
  api_id                 = module.api.id
  stage                  = module.api.stage
}

resource "aws_route53_record" "api" {
  zone_id = data.aws_route53_zone.this.zone_id
  name    = "api.example.com"
  type    = "A"

  alias {
    name                   = module.domain.target_domain_name
    zone_id                = module.domain.target_zone_id
    evaluate_target_health = true
  }
}
