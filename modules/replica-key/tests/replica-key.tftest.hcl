mock_provider "aws" {
  override_during = plan
}

variables {
  alias       = "alias/orders"
  account     = "123456789012"
  region      = "us-east-1"
  primary_arn = "arn:aws:kms:eu-west-1:123456789012:key/mrk-0"
}

run "key" {
  command = plan

  assert {
    condition     = jsondecode(aws_kms_replica_key.this.policy).Statement[1].Principal.Service == "logs.us-east-1.amazonaws.com"
    error_message = "Logs of the region may use the key."
  }

  assert {
    condition     = aws_kms_alias.this.name == "alias/orders" && aws_kms_replica_key.this.deletion_window_in_days == 7
    error_message = "It has its alias, and waits a week for its deletion."
  }
}

run "refuses_a_name_that_is_no_alias" {
  command = plan

  variables {
    alias = "orders"
  }

  expect_failures = [var.alias]
}
