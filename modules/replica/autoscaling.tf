# The key says what scales, as table/read or index/by-day/read. It is known before the replica exists.
resource "aws_appautoscaling_target" "this" {
  for_each = var.capacity

  service_namespace  = "dynamodb"
  resource_id        = "table/${var.name}${trimprefix("/${dirname(each.key)}", "/table")}"
  scalable_dimension = "dynamodb:${split("/", each.key)[0]}:${title(basename(each.key))}CapacityUnits"
  min_capacity       = each.value.min
  max_capacity       = each.value.max

  # The replica has no attribute that holds the table's name.
  depends_on = [aws_dynamodb_table_replica.this]
}

resource "aws_appautoscaling_policy" "this" {
  for_each = var.capacity

  name               = "utilisation"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = each.value.target

    predefined_metric_specification {
      predefined_metric_type = "DynamoDB${title(basename(each.key))}CapacityUtilization"
    }
  }
}
