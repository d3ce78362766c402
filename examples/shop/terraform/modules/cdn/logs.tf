# Standard logging v2: into a log group, with a retention, and with no bucket whose access lists would have to be on.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
resource "aws_cloudwatch_log_group" "this" {
  for_each = var.logs

  name              = "/aws/vendedlogs/cloudfront/${var.service}"
  retention_in_days = each.value.retention
  kms_key_id        = var.key_arn
}

resource "aws_cloudwatch_log_delivery_source" "this" {
  for_each = var.logs

  name         = "${var.service}-cdn"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this.arn
}

resource "aws_cloudwatch_log_delivery_destination" "this" {
  for_each = var.logs

  name          = "${var.service}-cdn"
  output_format = "json"

  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.this[each.key].arn
  }
}

resource "aws_cloudwatch_log_delivery" "this" {
  for_each = var.logs

  delivery_source_name     = aws_cloudwatch_log_delivery_source.this[each.key].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.this[each.key].arn
}
