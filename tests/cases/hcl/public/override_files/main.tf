terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.0"
    }
  }
}

variable "name" {
  type = string
}

locals {
  tags = { Team = "a" }
  size = 1
}

resource "aws_dynamodb_table" "this" {
  name         = var.name
  hash_key     = "id"
  billing_mode = "PROVISIONED"

  attribute {
    name = "id"
    type = "S"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_capacity]
  }
}

module "queue" {
  source = "./queue"
  name   = "a"
}

output "name" {
  value = aws_dynamodb_table.this.name
}
