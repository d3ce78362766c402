mock_provider "aws" {
  override_during = plan

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-west-1:123456789012:x" }
  }
}

override_resource {
  target          = aws_sqs_queue.dead
  override_during = plan
  values          = { arn = "arn:aws:sqs:eu-west-1:123456789012:orders-jobs-dead" }
}

variables {
  name             = "orders-jobs"
  dead_letter_name = "orders-jobs-dead"
}

run "small" {
  command = plan

  assert {
    condition = jsondecode(aws_sqs_queue.this.redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:eu-west-1:123456789012:orders-jobs-dead"
      maxReceiveCount     = 5
    }
    error_message = "What cannot be handled goes to the dead-letter queue."
  }

  assert {
    condition     = aws_sqs_queue.dead.message_retention_seconds == 1209600
    error_message = "The dead-letter queue keeps messages for 14 days."
  }

  assert {
    condition = jsondecode(aws_sqs_queue_redrive_allow_policy.dead.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = ["arn:aws:sqs:eu-west-1:123456789012:orders-jobs"]
    }
    error_message = "No other queue sends its dead letters here."
  }

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.dead.sqs_managed_sse_enabled
    error_message = "Both queues are encrypted."
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.this) == 0
    error_message = "A queue can be without functions that handle its messages."
  }
}

run "consumed" {
  command = plan

  variables {
    consumers = { handle-job = { batch = 5 }, archive-job = { concurrency = 20 } }
    targets = {
      handle-job  = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-handle-job:live" }
      archive-job = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-archive-job:live" }
      get-order   = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-get-order:live" }
    }
  }

  assert {
    condition     = keys(aws_lambda_event_source_mapping.this) == ["archive-job", "handle-job"]
    error_message = "The functions that handle messages are those that are named."
  }

  assert {
    condition = (
      endswith(aws_lambda_event_source_mapping.this["handle-job"].function_name, ":live") &&
      aws_lambda_event_source_mapping.this["handle-job"].event_source_arn == "arn:aws:sqs:eu-west-1:123456789012:x" &&
      aws_lambda_event_source_mapping.this["handle-job"].batch_size == 5 &&
      aws_lambda_event_source_mapping.this["handle-job"].function_response_types == toset(["ReportBatchItemFailures"])
    )
    error_message = "The alias is handed batches, and tells which messages failed."
  }

  assert {
    condition = (
      length(aws_lambda_event_source_mapping.this["handle-job"].scaling_config) == 0 &&
      one(aws_lambda_event_source_mapping.this["archive-job"].scaling_config).maximum_concurrency == 20
    )
    error_message = "Only a limit that is set limits how many batches are handled at once."
  }
}

run "refuses_unknown_consumer" {
  command = plan

  variables {
    consumers = { nobody = {} }
  }

  expect_failures = [var.targets]
}

run "refuses_large_batch" {
  command = plan

  variables {
    consumers = { handle-job = { batch = 11 } }
    targets   = { handle-job = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-handle-job:live" } }
  }

  expect_failures = [var.consumers]
}

run "refuses_concurrency_of_one" {
  command = plan

  variables {
    consumers = { handle-job = { concurrency = 1 } }
    targets   = { handle-job = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-handle-job:live" } }
  }

  expect_failures = [var.consumers]
}

run "refuses_long_visibility" {
  command = plan

  variables {
    visibility = 43201
  }

  expect_failures = [var.visibility]
}

run "refuses_short_retention" {
  command = plan

  variables {
    retention = 59
  }

  expect_failures = [var.retention]
}

run "refuses_no_receive" {
  command = plan

  variables {
    receives = 0
  }

  expect_failures = [var.receives]
}
