resource "aws_sqs_queue" "main" {}
output "a" {
  value = aws_sqs_queue.main.arm
}
