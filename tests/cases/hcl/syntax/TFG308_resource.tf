locals {
  name = aws_sqs_queue.main.url
}
resource "aws_sqs_queue" "main" {
  name = local.name
}
