variable "origins" {
  description = "The name by which a CDN asks the regions, which is the same in every region, under any key, with its certificate here and the record that validates it."
  type = map(object({
    domain                 = string
    certificate_arn        = string
    validation_record_fqdn = string
  }))
  default  = {}
  nullable = false
}

module "origin" {
  source   = "../domain"
  for_each = var.origins

  domain                 = each.value.domain
  certificate_arn        = each.value.certificate_arn
  validation_record_fqdn = each.value.validation_record_fqdn
  api_id                 = local.api.id
  stage                  = local.api.stage
}

output "origin_target_domain_name" {
  description = "Name that the DNS record of the origin points at for this region."
  value       = one([for domain in module.origin : domain.target_domain_name])

  # A record that points here must not exist before, nor after, the region can answer.
  depends_on = [module.origin, module.http_api, module.rest_api]
}

output "origin_target_zone_id" {
  description = "Hosted zone of origin_target_domain_name, for alias records."
  value       = one([for domain in module.origin : domain.target_zone_id])
}
