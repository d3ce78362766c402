mock_provider "aws" {
  override_during = plan
}

variables {
  region     = "eu-west-1"
  source_arn = "arn:aws:sqs:{region}:{account}:crm-jobs-{region}"
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
      aws_lambda_event_source_mapping.this["handle-job"].event_source_arn == "arn:aws:sqs:eu-west-1:123456789012:crm-jobs-eu-west-1" &&
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
