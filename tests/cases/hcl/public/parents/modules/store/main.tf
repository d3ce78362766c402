variable "name" {}

module "names" {
  source = "../names/"
  base   = var.name
}

resource "aws_sqs_queue" "this" {
  name = module.names.long
}

output "arn" {
  value = aws_sqs_queue.this.arn
}
