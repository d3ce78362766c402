variable "mappings" {
  description = "Custom domain names that the region has already, under any key, and the path of each that leads to the API; the whole domain if that is left out."
  type = map(object({
    domain = string
    path   = optional(string)
  }))
  default  = {}
  nullable = false
}

module "mapping" {
  source   = "../mapping"
  for_each = var.mappings

  domain = each.value.domain
  path   = each.value.path
  api_id = local.api.id
  stage  = local.api.stage
}
