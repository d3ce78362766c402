# The value of a key is in Terraform's state in plain text: AWS tells it to whoever may read the key.
resource "aws_api_gateway_api_key" "this" {
  for_each = var.keys

  name  = "${var.name}-${each.key}"
  value = var.key_values[each.key]

  # Another value is another key: it is there before the one that clients have goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_usage_plan" "this" {
  for_each = var.keys

  name = "${var.name}-${each.key}"

  api_stages {
    api_id = aws_api_gateway_rest_api.this.id
    stage  = aws_api_gateway_stage.this.stage_name
  }

  dynamic "throttle_settings" {
    for_each = each.value.rate[*]

    content {
      rate_limit  = each.value.rate
      burst_limit = each.value.burst
    }
  }

  dynamic "quota_settings" {
    for_each = each.value.quota[*]

    content {
      limit  = each.value.quota
      period = each.value.period
    }
  }
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = var.keys

  key_id        = aws_api_gateway_api_key.this[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.key].id

  lifecycle {
    create_before_destroy = true
  }
}
