resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

import {
  to = aws_sqs_queue.job
  id = "jobs"
}

import {
  to = module.jobs["a"].aws_sqs_queue.this
  id = local.url
}
