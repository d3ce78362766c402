# Asks the region's own name: through the shared one, it would be answered by whichever region is nearest.
resource "aws_route53_health_check" "this" {
  type              = "HTTPS"
  fqdn              = split("/", local.api_url)[2]
  port              = 443
  resource_path     = "${local.api_path}${var.health.path}"
  request_interval  = var.health.interval
  failure_threshold = var.health.failures

  # A disabled health check counts as healthy and, inverted, as unhealthy: a drained region keeps its record
  # and receives no traffic. https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
  disabled           = var.health.drained
  invert_healthcheck = var.health.drained

  tags = { Name = "${var.service}-${var.region}" }
}
