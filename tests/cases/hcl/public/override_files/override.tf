terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "name" {
  default = "orders"
}

locals {
  size = 2
}

resource "aws_dynamodb_table" "this" {
  billing_mode = "PAY_PER_REQUEST"
  tags         = local.tags

  dynamic "attribute" {
    for_each = toset(["id"])
    content {
      name = attribute.key
      type = "S"
    }
  }

  lifecycle {
    prevent_destroy = false
  }
}
