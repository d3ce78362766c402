variable "low" {
  type    = number
  default = 1
}

variable "high" {
  type    = number
  default = 2

  validation {
    condition     = var.high > var.low
    error_message = "high (${var.high}) is not above low (${var.low})."
  }
  validation {
    condition     = can(regex("^[0-9]+$", var.high)) && contains(local.allowed, var.high)
    error_message = <<-EOT
      One of ${join(", ", local.allowed)}.
    EOT
  }
}

locals {
  allowed = [1, 2, 3]
}

data "aws_region" "here" {
  lifecycle {
    postcondition {
      condition     = self.name != ""
      error_message = "No region ${self.name}."
    }
  }
}

resource "aws_sqs_queue" "this" {
  delay_seconds = var.low

  lifecycle {
    precondition {
      condition     = data.aws_region.here.name == "eu-west-1"
      error_message = "Elsewhere."
    }
    postcondition {
      condition     = self.delay_seconds < var.high && length(self.arn) > 0
      error_message = "Slow: ${self.arn}."
    }
  }
}

output "url" {
  value = aws_sqs_queue.this.url
  precondition {
    condition     = aws_sqs_queue.this.delay_seconds >= 0
    error_message = "No."
  }
}

check "reachable" {
  data "aws_sqs_queue" "seen" {
    name = aws_sqs_queue.this.name
  }

  assert {
    condition     = data.aws_sqs_queue.seen.arn == aws_sqs_queue.this.arn
    error_message = "${data.aws_sqs_queue.seen.url} is another."
  }
}

check "plain" {
  assert {
    condition     = var.low < 10
    error_message = "High."
  }
}
