variable "name" { type = string }
variable "subnets" { type = list(string) }
variable "tags" {
  type    = map(string)
  default = {}
}

module "queue" {
  source = "../queue"
  name   = "${var.name}-${length(var.subnets)}"
  tags   = var.tags
}

output "arn" { value = module.queue.arn }
output "queue" {
  value       = module.queue
  description = "All that the queue tells."
}
