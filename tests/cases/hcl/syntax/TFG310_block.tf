resorce "aws_sqs_queue" "main" {}
