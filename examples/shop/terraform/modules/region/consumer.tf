variable "consumed" {
  description = "Queues that exist, by key: `arn`, in which `{region}` and `{account}` are filled in, and `consumers` as of `queues`."
  type = map(object({
    arn = string
    consumers = map(object({
      batch       = number
      concurrency = optional(number)
    }))
  }))
  default  = {}
  nullable = false
}

module "consumer" {
  source   = "../consumer"
  for_each = var.consumed

  region     = var.region
  source_arn = each.value.arn
  consumers  = each.value.consumers
  targets    = module.function
}
