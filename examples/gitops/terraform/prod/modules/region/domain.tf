variable "domain" {
  description = "Domain name of the API, which is the same in every region."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "ACM certificate of the domain in this region, which may still be waiting for its validation."
  type        = string
  nullable    = false
}

variable "validation_record_fqdn" {
  description = "Name of the DNS record that proves to ACM who owns the domain. One record serves every region."
  type        = string
  nullable    = false
}

module "domain" {
  source = "../domain"

  domain                 = var.domain
  certificate_arn        = var.certificate_arn
  validation_record_fqdn = var.validation_record_fqdn
  api_id                 = local.api.id
  stage                  = local.api.stage
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
