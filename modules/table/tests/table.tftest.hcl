mock_provider "aws" {}

variables {
  name       = "orders"
  hash_key   = "customer"
  range_key  = "id"
  attributes = { customer = "S", id = "S", day = "S", state = "S" }

  global_indexes = { by-day = { hash_key = "day", projection = "INCLUDE", include = ["total"] } }
  local_indexes  = { by-state = { range_key = "state", projection = "KEYS_ONLY" } }
}

run "on_demand" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST" && length(aws_appautoscaling_target.this) == 0
    error_message = "Without a capacity, the table is on-demand and nothing scales."
  }

  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled && aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "By default, the table is protected and can be recovered."
  }

  assert {
    condition     = !aws_dynamodb_table.this.server_side_encryption[0].enabled && !aws_dynamodb_table.this.stream_enabled
    error_message = "By default, the key is DynamoDB's own and there is no stream."
  }

  assert {
    condition     = !aws_dynamodb_table.this.ttl[0].enabled
    error_message = "Without a TTL attribute, it is said that there is none: a block that is gone would change nothing."
  }
}

run "provisioned" {
  command = plan

  variables {
    global_indexes = { by-day = { hash_key = "day" } }
    capacity = {
      "table/read"         = { min = 5, max = 50, target = 80 }
      "table/write"        = { min = 10, max = 100, target = 50 }
      "index/by-day/read"  = { min = 1, max = 2, target = 70 }
      "index/by-day/write" = { min = 3, max = 4, target = 70 }
    }
    stream     = true
    encryption = { managed = true }
  }

  assert {
    condition     = keys(aws_appautoscaling_policy.this) == ["index/by-day/read", "index/by-day/write", "table/read", "table/write"]
    error_message = "The table and each of its global indexes scale reads and writes."
  }

  assert {
    condition = (
      aws_appautoscaling_policy.this["table/read"].name == "DynamoDBReadCapacityUtilization:table/orders" &&
      aws_appautoscaling_policy.this["index/by-day/write"].name == "DynamoDBWriteCapacityUtilization:table/orders/index/by-day"
    )
    error_message = "A policy is called as the one that DynamoDB makes, so that it replaces it."
  }

  assert {
    condition = (
      aws_appautoscaling_target.this["table/write"].resource_id == "table/orders" &&
      aws_appautoscaling_target.this["table/write"].scalable_dimension == "dynamodb:table:WriteCapacityUnits"
    )
    error_message = "The capacity of the table is addressed as such."
  }

  assert {
    condition = (
      aws_appautoscaling_target.this["index/by-day/read"].resource_id == "table/orders/index/by-day" &&
      aws_appautoscaling_target.this["index/by-day/read"].scalable_dimension == "dynamodb:index:ReadCapacityUnits"
    )
    error_message = "The capacity of an index is addressed through its table."
  }

  assert {
    condition = (
      aws_dynamodb_table.this.write_capacity == 10 &&
      one(aws_dynamodb_table.this.global_secondary_index).write_capacity == 3
    )
    error_message = "What is provisioned starts at the lower bound."
  }

  assert {
    condition     = aws_dynamodb_table.this.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "Replication needs both images."
  }

  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled
    error_message = "The managed key is used when asked for."
  }
}

run "refuses_min_above_max" {
  command = plan

  variables {
    global_indexes = {}
    capacity = {
      "table/read"  = { min = 50, max = 5, target = 80 }
      "table/write" = { min = 10, max = 100, target = 50 }
    }
  }

  expect_failures = [var.capacity]
}

run "refuses_target_out_of_range" {
  command = plan

  variables {
    global_indexes = {}
    capacity = {
      "table/read"  = { min = 5, max = 50, target = 95 }
      "table/write" = { min = 10, max = 100, target = 50 }
    }
  }

  expect_failures = [var.capacity]
}

run "refuses_an_index_without_capacity" {
  command = plan

  variables {
    capacity = {
      "table/read"  = { min = 5, max = 50, target = 80 }
      "table/write" = { min = 10, max = 100, target = 50 }
    }
  }

  expect_failures = [var.capacity]
}

run "refuses_two_keys" {
  command = plan

  variables {
    encryption = { managed = true, key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1" }
  }

  expect_failures = [var.encryption]
}
