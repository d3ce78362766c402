provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

data "aws_route53_zone" "this" {
  name = "example.com"
}

resource "aws_acm_certificate" "this" {
  provider = aws.us_east_1

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

resource "aws_acm_certificate_validation" "this" {
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
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
  source = "./modules/rest-api"

  name      = "orders"
  endpoint  = "EDGE"
  routes    = { "GET /health" = "health" }
  functions = { health = {} }
  targets   = { health = module.health }
}

module "domain" {
  source = "./modules/edge-domain"

  domain          = "api.example.com"
  certificate_arn = aws_acm_certificate_validation.this.certificate_arn
  api_id          = module.api.id
  stage           = module.api.stage
}

resource "aws_route53_record" "api" {
  for_each = toset(["A", "AAAA"])

  zone_id = data.aws_route53_zone.this.zone_id
  name    = "api.example.com"
  type    = each.key

  alias {
    name                   = module.domain.target_domain_name
    zone_id                = module.domain.target_zone_id
    evaluate_target_health = false
  }
}
