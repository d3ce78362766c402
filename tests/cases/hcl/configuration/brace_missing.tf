resource "aws_sqs_queue" "main" {
  name = "orders"

locals {}
