resource "aws_sqs_queue_redrive_allow_policy" "orders" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
}
