mock_provider "aws" {}

variables {
  name       = "orders"
  source_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
}

run "on_demand" {
  command = plan

  assert {
    condition     = length(aws_appautoscaling_target.this) == 0
    error_message = "Without a capacity, nothing scales."
  }

  assert {
    condition = (
      aws_dynamodb_table_replica.this.deletion_protection_enabled && aws_dynamodb_table_replica.this.point_in_time_recovery
    )
    error_message = "By default, the replica is protected and can be recovered."
  }
}

run "provisioned" {
  command = plan

  variables {
    capacity = {
      "table/read"         = { min = 5, max = 50, target = 80 }
      "table/write"        = { min = 5, max = 10, target = 70 }
      "index/by-day/read"  = { min = 1, max = 2, target = 70 }
      "index/by-day/write" = { min = 3, max = 4, target = 70 }
    }
  }

  assert {
    condition     = keys(aws_appautoscaling_policy.this) == ["index/by-day/read", "index/by-day/write", "table/read", "table/write"]
    error_message = "A replica scales its reads, and the writes of all."
  }

  assert {
    condition = (
      aws_appautoscaling_policy.this["table/write"].name == "DynamoDBWriteCapacityUtilization:table/orders" &&
      aws_appautoscaling_policy.this["index/by-day/read"].name == "DynamoDBReadCapacityUtilization:table/orders/index/by-day"
    )
    error_message = "A policy is called as the one that DynamoDB makes, so that it replaces it."
  }

  assert {
    condition     = aws_appautoscaling_target.this["index/by-day/read"].resource_id == "table/orders/index/by-day"
    error_message = "The capacity of an index is addressed through its table."
  }
}

run "refuses_min_above_max" {
  command = plan

  variables {
    capacity = { "table/read" = { min = 50, max = 5, target = 80 } }
  }

  expect_failures = [var.capacity]
}

run "refuses_capacity_of_what_does_not_scale" {
  command = plan

  variables {
    capacity = { "index/read" = { min = 5, max = 50, target = 70 } }
  }

  expect_failures = [var.capacity]
}
