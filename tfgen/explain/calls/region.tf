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

  http_apis = {
    api = {
      name          = "orders"
      log_retention = 365
      routes        = { "GET /health" = "health", "POST /orders" = "create-order" }
      functions     = { create-order = {}, health = {} }
    }
  }

  health = { path = "/health", interval = 30, failures = 3 }

  functions = {
    health = {
      name          = "orders-health"
      package       = "${path.module}/orders.zip"
      handler       = "health.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true
    }

    create-order = {
      name          = "orders-create-order"
      package       = "${path.module}/orders.zip"
      handler       = "create.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true
      references    = { QUEUE_JOBS = "https://sqs.{region}.amazonaws.com/{account}/orders-jobs" }
      access        = { jobs = ["send"] }
    }

    handle-job = {
      name          = "orders-handle-job"
      package       = "${path.module}/orders.zip"
      handler       = "job.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true
      access        = { jobs = ["receive"] }
    }
  }

  statements = {
    jobs = {
      send = [{
        actions   = ["sqs:SendMessage"]
        resources = ["arn:aws:sqs:{region}:{account}:orders-jobs"]
      }]
      receive = [{
        actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        resources = ["arn:aws:sqs:{region}:{account}:orders-jobs"]
      }]
    }
  }

  queues = {
    jobs = {
      name             = "orders-jobs"
      dead_letter_name = "orders-jobs-dead"
      visibility       = 60
      retention        = 345600
      receives         = 5
      consumers        = { handle-job = { batch = 10 } }
    }
  }
}

# One in each region: the nearest healthy one answers.
resource "aws_route53_record" "eu_west_1" {
  provider = aws.eu_west_1

  zone_id         = data.aws_route53_zone.this.zone_id
  name            = "api.example.com"
  type            = "A"
  set_identifier  = "eu-west-1"
  health_check_id = module.eu_west_1.health_check_id

  alias {
    name                   = module.eu_west_1.target_domain_name
    zone_id                = module.eu_west_1.target_zone_id
    evaluate_target_health = true
  }

  latency_routing_policy {
    region = "eu-west-1"
  }
}
