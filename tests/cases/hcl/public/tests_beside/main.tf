variable "name" { default = "x" }
resource "aws_sqs_queue" "this" { name = var.name }
