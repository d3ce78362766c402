terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}

variable "name" {}

data "aws_region" "other" {
  provider = aws.other
}

output "name" {
  value = "${var.name}-${data.aws_region.other.name}"
}
