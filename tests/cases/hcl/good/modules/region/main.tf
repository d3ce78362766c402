terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.global]
    }
  }
}

variable "region" {
  type = string
}

resource "aws_sqs_queue" "global" {
  provider = aws.global
}

output "url" {
  value = "https://${var.region}.example.com/${aws_sqs_queue.global.id}"
}
