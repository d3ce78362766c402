resource "aws_sqs_queue" "this" {}

moved {
  from = aws_sqs_queue.before
  to   = aws_sqs_queue.this
}
