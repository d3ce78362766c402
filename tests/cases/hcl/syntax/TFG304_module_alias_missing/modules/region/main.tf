terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.global]
    }
  }
}

resource "aws_kms_key" "main" {
  provider = aws.global
}
