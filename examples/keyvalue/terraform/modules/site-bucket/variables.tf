variable "name" {
  description = "Name of the bucket, which no other account has."
  type        = string
  nullable    = false
}

variable "distribution_arn" {
  description = "ARN of the distribution that reads it."
  type        = string
  nullable    = false
}

variable "folder" {
  description = "Folder of the files, as Terraform finds it."
  type        = string
  default     = "."
  nullable    = false
}

variable "files" {
  description = "The files in the folder, by path: content type and cache header of each."
  type = map(object({
    type  = string
    cache = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = !contains(keys(var.files), "service.json")
    error_message = "The module makes service.json itself: no file can be called so."
  }
}

variable "service" {
  description = "What service.json says, as JSON."
  type        = string
  nullable    = false
}
