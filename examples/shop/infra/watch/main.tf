variable "functions" {
  type = map(object({ name = string, arn = string }))
}

variable "errors" {
  description = "How many errors in five minutes raise the alarm."
  type        = number
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.functions["create-order"].name}-errors"
  alarm_description   = "Orders are refused."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.errors
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  dimensions          = { FunctionName = var.functions["create-order"].name }
}
