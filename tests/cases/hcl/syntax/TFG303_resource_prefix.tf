resource "aws_sqs_queue" "main" {}

output "a" {
  value = resource.aws_sqs_queue.mian.arn
}
