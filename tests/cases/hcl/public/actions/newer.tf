variable "word" {
  type       = string
  const      = true
  default    = "child"
  deprecated = "Say nothing."
}

variable "values" {
  type    = any
  default = [["1"]]
}

module "child" {
  source  = "./${var.word}"
  version = var.word == "child" ? null : local.version
  any     = 1
}

locals {
  version = "1.0"
  sets    = convert(var.values, set(list(number)))
  object  = convert({ a = var.word }, object({ a = string, b = optional(number) }))
}

output "sets" {
  type       = set(list(number))
  value      = local.sets
  deprecated = "Take another."
}
