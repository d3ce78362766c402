terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 4.0"
      configuration_aliases = [aws, aws.other]
    }
  }
}

resource "aws_sqs_queue" "other" {
  provider = aws.other
  name     = "x"
}
