variable "service" {
  description = "Name of the service, which begins the names of policies, firewall and logs."
  type        = string
  nullable    = false
}

variable "domain" {
  description = "Domain name under which the distribution answers."
  type        = string
  nullable    = false
}

variable "origin" {
  description = "Name of the origin, which answers requests that bear this name in `Host`, over HTTPS."
  type        = string
  nullable    = false

  validation {
    condition     = var.origin != var.domain
    error_message = "The origin has a name of its own: CloudFront would ask itself."
  }
}

variable "certificate_arn" {
  description = "Validated ACM certificate of the domain in us-east-1."
  type        = string
  nullable    = false
}

variable "behaviors" {
  description = "What is done with the paths of a pattern, in the order in which patterns are tried. `policy` is one of `policies`; without it nothing is cached. With `forward`, the origin gets all methods, headers and cookies."
  type = list(object({
    path    = string
    policy  = optional(string)
    forward = optional(bool, true)
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.behaviors) <= 75
    error_message = "A distribution takes 75 behaviors beside the default one, unless AWS raised the quota."
  }
}

variable "policies" {
  description = "How long answers are kept, by any name, and what tells them apart: all query parameters, or those that are named, headers, and with `cookies` all cookies."
  type = map(object({
    ttl     = number
    query   = optional(list(string))
    headers = optional(list(string), [])
    cookies = optional(bool, false)
  }))
  default  = {}
  nullable = false
}

variable "preflights" {
  description = "Any entry where browsers ask from pages of other origins: what they ask before is then handed on."
  type        = map(object({}))
  default     = {}
  nullable    = false
}

variable "price_class" {
  description = "PriceClass_100, PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_All"
  nullable    = false
}

variable "firewalls" {
  description = "The web ACL before the distribution, if there is one, under any key."
  type        = map(object({}))
  default     = {}
  nullable    = false
}

variable "logs" {
  description = "The log group of its access logs, if there is one, under any key, with the days that they are kept."
  type        = map(object({ retention = number }))
  default     = {}
  nullable    = false
}

variable "key_arn" {
  description = "KMS key in us-east-1 that encrypts the logs; by default one of AWS's own."
  type        = string
  default     = null
}
