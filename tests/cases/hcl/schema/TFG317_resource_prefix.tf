resource "aws_sqs_queue" "main" {}

output "a" {
  value = try(resource.aws_sqs_queue.main.arm, "")
}
