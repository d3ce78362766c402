resource "aws_sqs_queue" "main" {}
output "arn" {
  value = aws_sqs_queue.mian.arn
}
