provider "aws" {
  alias = "other"
}

resource "aws_sqs_queue" "other" {
  provider = "aws.other"
  name     = "x"
}
