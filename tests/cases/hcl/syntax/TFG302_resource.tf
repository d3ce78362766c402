resource "aws_sqs_queue" "main" {}
resource "aws_sqs_queue" "main" {}
