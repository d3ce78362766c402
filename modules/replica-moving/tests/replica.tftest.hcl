mock_provider "aws" {}

run "is_a_replica_under_another_address" {
  command = plan

  variables {
    name       = "orders"
    source_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
  }

  assert {
    condition     = aws_dynamodb_table_replica.moving.deletion_protection_enabled
    error_message = "By default, the replica is protected."
  }
}
