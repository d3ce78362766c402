locals {
  accesses = var.capacity == null ? [] : ["read", "write"]

  index_capacities = {
    for name, index in var.global_indexes : name => index.capacity == null ? var.capacity : index.capacity
  }

  # Everything that scales, under keys that are known before the table exists.
  scaled = merge(
    { for access in local.accesses : "table/${access}" => {
      resource = ""
      kind     = "table"
      access   = title(access)
      range    = var.capacity[access]
    } },
    { for pair in setproduct(keys(var.global_indexes), local.accesses) : "index/${pair[0]}/${pair[1]}" => {
      resource = "/index/${pair[0]}"
      kind     = "index"
      access   = title(pair[1])
      range    = local.index_capacities[pair[0]][pair[1]]
    } },
  )
}

resource "aws_appautoscaling_target" "this" {
  for_each = local.scaled

  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.this.name}${each.value.resource}"
  scalable_dimension = "dynamodb:${each.value.kind}:${each.value.access}CapacityUnits"
  min_capacity       = each.value.range.min
  max_capacity       = each.value.range.max
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
      predefined_metric_type = "DynamoDB${each.value.access}CapacityUtilization"
    }
  }
}
