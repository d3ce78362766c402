terraform {
  required_version = ">= 1.8"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

locals {
  parts   = provider::aws::arn_parse("arn:aws:iam::444455556666:role/example")
  account = provider::aws::arn_parse(aws_sqs_queue.this.arn).account_id
  nested  = upper(provider::aws::trim_iam_role_path(provider::aws::arn_build("aws", "iam", "", "444455556666", "role/a/b")))
  core    = core::max(1, 2)
}

resource "aws_sqs_queue" "this" {
  name = local.parts.resource
}

output "all" {
  value = [local.account, local.nested, local.core]
}
