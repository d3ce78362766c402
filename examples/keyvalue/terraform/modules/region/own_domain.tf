variable "own_domains" {
  description = "A domain name of this region alone, under any key, with its certificate and the record that validates it."
  type = map(object({
    domain                 = string
    certificate_arn        = string
    validation_record_fqdn = string
  }))
  default  = {}
  nullable = false
}

module "own_domain" {
  source   = "../domain"
  for_each = var.own_domains

  domain                 = each.value.domain
  certificate_arn        = each.value.certificate_arn
  validation_record_fqdn = each.value.validation_record_fqdn
  api_id                 = local.api.id
  stage                  = local.api.stage
}

output "own_target_domain_name" {
  description = "Name that the DNS record of the region's own domain points at."
  value       = one([for domain in module.own_domain : domain.target_domain_name])
}

output "own_target_zone_id" {
  description = "Hosted zone of own_target_domain_name, for alias records."
  value       = one([for domain in module.own_domain : domain.target_zone_id])
}
