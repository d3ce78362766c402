variable "health" {
  description = "Path that the health check asks, seconds between its requests, and failures until the region counts as unhealthy. `fqdn` is a domain name of the region; its API's own if left out. A drained region counts as unhealthy whatever it answers."
  type = object({
    path     = string
    fqdn     = optional(string)
    interval = number
    failures = number
    drained  = optional(bool, false)
  })
  nullable = false

  validation {
    condition     = startswith(var.health.path, "/")
    error_message = "The path of the health check starts with a slash."
  }
}

# Asks the region's own name: through the shared one, it would be answered by whichever region is nearest.
module "health" {
  source = "../health"

  name     = "${var.service}-${var.region}"
  fqdn     = coalesce(var.health.fqdn, split("/", local.api.url)[2])
  path     = var.health.fqdn == null ? "${local.api.path}${var.health.path}" : var.health.path
  interval = var.health.interval
  failures = var.health.failures
  drained  = var.health.drained
}

output "health_check_id" {
  description = "Route 53 health check of the region."
  value       = module.health.id
}
