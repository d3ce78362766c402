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
    read_capacity       = { min = 5, max = 50, target = 80 }
    index_read_capacity = { by-day = { min = 1, max = 2, target = 70 } }
  }

  assert {
    condition     = keys(aws_appautoscaling_policy.this) == ["index/by-day/read", "table/read"]
    error_message = "A replica scales its reads. Writes scale with its table."
  }

  assert {
    condition     = aws_appautoscaling_target.this["index/by-day/read"].resource_id == "table/orders/index/by-day"
    error_message = "The capacity of an index is addressed through its table."
  }
}

run "refuses_min_above_max" {
  command = plan

  variables {
    read_capacity = { min = 50, max = 5, target = 80 }
  }

  expect_failures = [var.read_capacity]
}

run "refuses_index_target_out_of_range" {
  command = plan

  variables {
    index_read_capacity = { by-day = { min = 5, max = 50, target = 10 } }
  }

  expect_failures = [var.index_read_capacity]
}
