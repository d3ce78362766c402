resource "aws_sqs_queue" "main" {}
