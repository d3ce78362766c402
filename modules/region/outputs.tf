output "url" {
  description = "Base URL of the API in this region alone."
  value       = local.api_url
}

output "target_domain_name" {
  description = "Name that the DNS record of the domain points at for this region."
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].target_domain_name

  # A record that points here must not exist before, nor after, the region can answer.
  depends_on = [
    aws_api_gateway_method_settings.all,
    aws_apigatewayv2_api_mapping.this,
    aws_apigatewayv2_route.this,
    aws_lambda_permission.api,
  ]
}

output "target_zone_id" {
  description = "Hosted zone of target_domain_name, for alias records."
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].hosted_zone_id
}

output "health_check_id" {
  description = "Route 53 health check of the region."
  value       = aws_route53_health_check.this.id
}
