locals {
  # Everything that scales, under keys that are known before the replica exists.
  scaled = merge(
    { for range in var.read_capacity[*] : "table/read" => {
      resource = ""
      kind     = "table"
      range    = range
    } },
    { for name, range in var.index_read_capacity : "index/${name}/read" => {
      resource = "/index/${name}"
      kind     = "index"
      range    = range
    } },
  )
}

resource "aws_appautoscaling_target" "this" {
  for_each = local.scaled

  service_namespace  = "dynamodb"
  resource_id        = "table/${var.name}${each.value.resource}"
  scalable_dimension = "dynamodb:${each.value.kind}:ReadCapacityUnits"
  min_capacity       = each.value.range.min
  max_capacity       = each.value.range.max

  # The replica has no attribute that holds the table's name.
  depends_on = [aws_dynamodb_table_replica.this]
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaled

  name               = "utilisation"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = each.value.range.target

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}
