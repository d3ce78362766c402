resource "aws_sqs_queue" "this" {
  # checkov:skip=CKV2_AWS_73:SQS encrypts with a key of its own; a customer key costs and is needed in every region, so it is the caller's choice
  name                       = var.name
  visibility_timeout_seconds = var.visibility
  message_retention_seconds  = var.retention
  sqs_managed_sse_enabled    = var.key_arn == null ? true : null
  kms_master_key_id          = var.key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.receives
  })
}

resource "aws_sqs_queue" "dead" {
  # checkov:skip=CKV2_AWS_73:SQS encrypts with a key of its own; a customer key costs and is needed in every region, so it is the caller's choice
  name                    = var.dead_letter_name
  sqs_managed_sse_enabled = var.key_arn == null ? true : null
  kms_master_key_id       = var.key_arn

  # The longest there is. A message keeps the time at which it was first sent, so it must outlive its first queue.
  message_retention_seconds = 1209600
}

# A resource of its own, because each of the queues would have to name the other before it exists. The ARN is built,
# so that it is made beside the other queue: the provider waits 25 seconds after each.
resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["${trimsuffix(aws_sqs_queue.dead.arn, var.dead_letter_name)}${var.name}"]
  })
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.consumers

  event_source_arn = aws_sqs_queue.this.arn
  function_name    = var.targets[each.key].arn
  batch_size       = each.value.batch

  # Without it, one message that fails sends the whole batch back, and after a few times to the dead-letter queue.
  function_response_types = ["ReportBatchItemFailures"]

  dynamic "scaling_config" {
    for_each = each.value.concurrency[*]

    content {
      maximum_concurrency = scaling_config.value
    }
  }
}
