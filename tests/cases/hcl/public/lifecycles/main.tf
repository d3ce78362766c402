resource "terraform_data" "version" {
  input = "1"
}

resource "aws_sqs_queue" "this" {
  name = "x"

  timeouts {
    create = "5m"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = all
    replace_triggered_by = [
      terraform_data.version,
      terraform_data.version.output,
      aws_sqs_queue.other[*],
      aws_sqs_queue.other["a"].arn,
    ]
  }
}

resource "aws_sqs_queue" "other" {
  for_each = toset(["a"])

  lifecycle {
    ignore_changes = [
      tags["Name"], tags.Other,
      delay_seconds,
    ]
  }
}

resource "aws_dynamodb_table" "this" {
  name         = "x"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  timeouts { create = "1h" }
  lifecycle {
    ignore_changes = [attribute, server_side_encryption[0].enabled]
  }
}
