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

resource "aws_kms_key" "global" {
  provider = aws.global
}

output "url" {
  value = "https://${var.region}.example.com/${aws_kms_key.global.id}"
}
