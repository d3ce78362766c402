resource "aws_sqs_queue" "main" {
  depends_on = [aws_sqs_queue.other]
}
