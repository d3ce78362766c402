output "target_domain_name" {
  description = "Name that the DNS record of the domain points at, once an API answers there."
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].target_domain_name

  # A record that points here must not exist before, nor after, the domain leads to an API.
  depends_on = [aws_apigatewayv2_api_mapping.this]
}

output "target_zone_id" {
  description = "Hosted zone of target_domain_name, for alias records."
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].hosted_zone_id
}
