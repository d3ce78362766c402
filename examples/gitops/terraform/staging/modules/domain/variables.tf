variable "domain" {
  description = "Domain name of the API, which may be the same in several regions."
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

variable "api_id" {
  description = "HTTP or REST API that answers under the domain."
  type        = string
  nullable    = false
}

variable "stage" {
  description = "Stage of the API."
  type        = string
  nullable    = false
}
