variable "create" {
  type    = bool
  default = true
}

variable "names" {
  type    = list(string)
  default = ["a", "b"]
}

resource "aws_sqs_queue" "this" {
  count = var.create ? length(var.names) : 0

  name                      = element(var.names, count.index)
  message_retention_seconds = 86400
}

resource "aws_sqs_queue" "dead" {
  count = var.create && length(var.names) > 0 ? 1 : 0
  name  = "${var.names[0]}-dead"
}

output "arn" {
  value = try(aws_sqs_queue.this[0].arn, "")
}

output "arns" {
  value = aws_sqs_queue.this[*].arn
}

output "legacy" {
  value = join("", aws_sqs_queue.dead.*.arn)
}

output "one" {
  value = one(aws_sqs_queue.dead[*].id)
}

output "pairs" {
  value = zipmap(aws_sqs_queue.this[*].name, aws_sqs_queue.this.*.url)
}

output "first" {
  value = element(concat(aws_sqs_queue.this.*.arn, [""]), 0)
}
