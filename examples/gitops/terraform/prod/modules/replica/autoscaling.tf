# The key says what scales, as table/read or index/by-day/write. It is known before the replica exists. Each region scales
# the writes of all; DynamoDB registers those of a new replica as they are at home, and lets them neither follow a
# change there nor go with the replica.
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

  # As DynamoDB calls those that it makes itself, for a new replica and for an index that comes later: a policy of the
  # same name replaces them, a second one for the same metric is refused.
  name               = substr("DynamoDB${title(basename(each.key))}CapacityUtilization:${aws_appautoscaling_target.this[each.key].resource_id}", 0, 256)
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
