variable "name" {
  description = "Name of all that is made."
  type        = string
  nullable    = false
}

variable "origins" {
  description = "The buckets: an id and the domain name of each. The first serves, and where there are several, the second while the first fails."
  type = list(object({
    id          = string
    domain_name = string
  }))
  nullable = false

  validation {
    condition     = length(var.origins) > 0
    error_message = "There is nothing to serve without a bucket."
  }
}

variable "domain" {
  description = "The name of the site; CloudFront's own alone where there is none."
  type        = string
  default     = null
}

variable "certificate_arn" {
  description = "The certificate of that name, in us-east-1."
  type        = string
  default     = null
}

variable "content_security_policy" {
  description = "What pages may load."
  type        = string
  nullable    = false
}

variable "include_subdomains" {
  description = "Whether browsers keep to TLS for names below the domain as well, for two years."
  type        = bool
  default     = true
  nullable    = false
}

variable "spa" {
  description = "Whether every path without an ending gives /index.html; else it gives that of its folder."
  type        = bool
  default     = false
  nullable    = false
}

variable "files_without_ending" {
  description = "Paths without an ending at which there are files."
  type        = list(string)
  default     = []
  nullable    = false
}
