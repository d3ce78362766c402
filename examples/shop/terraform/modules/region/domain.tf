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
