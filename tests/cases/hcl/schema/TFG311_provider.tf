provider "aws" {
  reigon = "eu-west-1"
}

resource "aws_sqs_queue" "main" {}
