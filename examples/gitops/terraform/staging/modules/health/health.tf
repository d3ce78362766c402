resource "aws_route53_health_check" "this" {
  type              = "HTTPS"
  fqdn              = var.fqdn
  port              = 443
  resource_path     = var.path
  request_interval  = var.interval
  failure_threshold = var.failures

  # A disabled health check counts as healthy and, inverted, as unhealthy: a drained region keeps its record
  # and receives no traffic. https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
  disabled           = var.drained
  invert_healthcheck = var.drained

  tags = { Name = var.name }

  # Another interval makes another check: the records must lead to it before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}
