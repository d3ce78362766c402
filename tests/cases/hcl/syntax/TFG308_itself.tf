resource "aws_sqs_queue" "main" {
  name = aws_sqs_queue.main.arn
}
