mock_provider "aws" {}

variables {
  name = "keyvalue-eu-west-1"
  fqdn = "abc.execute-api.eu-west-1.amazonaws.com"
  path = "/live/health"
}

run "asks" {
  command = plan

  assert {
    condition = (
      aws_route53_health_check.this.type == "HTTPS" &&
      aws_route53_health_check.this.fqdn == "abc.execute-api.eu-west-1.amazonaws.com" &&
      aws_route53_health_check.this.resource_path == "/live/health" &&
      !aws_route53_health_check.this.disabled &&
      !aws_route53_health_check.this.invert_healthcheck
    )
    error_message = "The health check asks by HTTPS what it is told to ask."
  }
}

run "drained" {
  command = plan

  variables {
    drained = true
  }

  assert {
    condition     = aws_route53_health_check.this.disabled && aws_route53_health_check.this.invert_healthcheck
    error_message = "A disabled health check counts as healthy, so it is inverted."
  }
}

run "refuses_relative_path" {
  command = plan

  variables {
    path = "health"
  }

  expect_failures = [var.path]
}

run "refuses_interval" {
  command = plan

  variables {
    interval = 15
  }

  expect_failures = [var.interval]
}

run "refuses_no_failure" {
  command = plan

  variables {
    failures = 0
  }

  expect_failures = [var.failures]
}
