output "url" {
  description = "Base URL of the API in this region alone."
  value       = local.api.url
}

output "target_domain_name" {
  description = "Name that the DNS record of the domain points at for this region."
  value       = module.domain.target_domain_name

  # A record that points here must not exist before, nor after, the region can answer.
  depends_on = [module.domain, module.http_api, module.rest_api]
}

output "target_zone_id" {
  description = "Hosted zone of target_domain_name, for alias records."
  value       = module.domain.target_zone_id
}

output "health_check_id" {
  description = "Route 53 health check of the region."
  value       = module.health.id
}
