variable "edge_domains" {
  description = "The domain of an API whose endpoint is edge-optimised, under any key, and its validated certificate in us-east-1."
  type = map(object({
    domain          = string
    certificate_arn = string
  }))
  default  = {}
  nullable = false
}

module "edge_domain" {
  source   = "../edge-domain"
  for_each = var.edge_domains

  domain          = each.value.domain
  certificate_arn = each.value.certificate_arn
  api_id          = local.api.id
  stage           = local.api.stage
}

output "edge_target_domain_name" {
  description = "Name that the DNS record of the edge-optimised domain points at."
  value       = one([for domain in module.edge_domain : domain.target_domain_name])

  # A record that points here must not exist before, nor after, the region can answer.
  depends_on = [module.http_api, module.rest_api]
}

output "edge_target_zone_id" {
  description = "Hosted zone of edge_target_domain_name, for alias records."
  value       = one([for domain in module.edge_domain : domain.target_zone_id])
}
