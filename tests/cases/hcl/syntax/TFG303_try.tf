output "a" {
  value = try(var.nmae, "x")
}

output "b" {
  value = can(aws_sqs_queue.this.arn)
}
