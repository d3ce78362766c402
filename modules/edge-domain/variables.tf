variable "domain" {
  description = "Domain name of the API, which nothing else in AWS has on CloudFront."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "ACM certificate of the domain in us-east-1, validated."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.certificate_arn, "arn:aws:acm:us-east-1:")
    error_message = "CloudFront takes certificates of us-east-1 alone."
  }
}

variable "api_id" {
  description = "REST API that answers under the domain."
  type        = string
  nullable    = false
}

variable "stage" {
  description = "Stage of the API."
  type        = string
  nullable    = false
}
