provider "aws" {
  alias  = "eu_west_1"
  region = "eu-west-1"
}

data "aws_route53_zone" "this" {
  name = "example.com"
}

resource "aws_acm_certificate" "eu_west_1" {
  provider = aws.eu_west_1

  domain_name       = "api.example.com"
  validation_method = "DNS"
}

# Once, for the certificates of all regions.
resource "aws_route53_record" "validation" {
  provider = aws.eu_west_1

  zone_id = data.aws_route53_zone.this.zone_id
  name    = one(aws_acm_certificate.eu_west_1.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.eu_west_1.domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.eu_west_1.domain_validation_options).resource_record_value]
  ttl     = 300
}

module "eu_west_1" {
  source    = "./modules/region"
  providers = { aws = aws.eu_west_1 }

  service                = "orders"
  region                 = "eu-west-1"
  domain                 = "api.example.com"
  certificate_arn        = aws_acm_certificate.eu_west_1.arn
  validation_record_fqdn = aws_route53_record.validation.fqdn

  api    = { kind = "http", log_retention = 365 }
  health = { path = "/health", interval = 30, failures = 3 }

  functions = {
    health = {
      package       = "${path.module}/health.zip"
      handler       = "health.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true
      routes        = ["GET /health"]
    }
  }
}
