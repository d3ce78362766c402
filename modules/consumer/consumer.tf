resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.consumers

  # The ARN of a function tells the account: a look-up would need credentials in every plan.
  event_source_arn = replace(replace(var.source_arn, "{region}", var.region), "{account}", split(":", var.targets[each.key].arn)[4])
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
