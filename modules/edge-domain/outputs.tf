output "target_domain_name" {
  description = "Name of the distribution that the DNS record of the domain points at, once an API answers there."
  value       = aws_api_gateway_domain_name.this.cloudfront_domain_name

  # A record that points here must not exist before, nor after, the domain leads to an API.
  depends_on = [aws_api_gateway_base_path_mapping.this]
}

output "target_zone_id" {
  description = "Hosted zone of target_domain_name, for alias records."
  value       = aws_api_gateway_domain_name.this.cloudfront_zone_id
}
