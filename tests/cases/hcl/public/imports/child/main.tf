resource "aws_sqs_queue" "this" {
  count = 1
}
