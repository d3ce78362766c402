resource "aws_sqs_queue" "this" {
  name = "jobs"
}

import {
  to = aws_sqs_queue.this
  id = "jobs"
}
