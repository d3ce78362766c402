resource "aws_sqs_queue" "this" {
  name = local.name
}

variable "suffix" {
  default = ""
}
