mock_provider "aws" {
  override_during = plan
}

variables {
  name = "shop-stripe"
}

run "alone" {
  command = plan

  assert {
    condition     = length(aws_secretsmanager_secret.this.replica) == 0 && aws_secretsmanager_secret.this.recovery_window_in_days == 30
    error_message = "A secret of one region has no replica, and can be restored for 30 days."
  }
}

run "replicated" {
  command = plan

  variables {
    replicas = ["us-east-1", "sa-east-1"]
  }

  assert {
    condition     = [for each in aws_secretsmanager_secret.this.replica : each.region] == ["sa-east-1", "us-east-1"]
    error_message = "Each other region has a replica."
  }

  assert {
    condition     = !aws_secretsmanager_secret.this.force_overwrite_replica_secret
    error_message = "A secret that is somebody else's is not overwritten."
  }
}

run "encrypted" {
  command = plan

  variables {
    replicas     = ["us-east-1", "sa-east-1"]
    key_arn      = "arn:aws:kms:eu-west-1:123456789012:key/mrk-0"
    replica_keys = { us-east-1 = "arn:aws:kms:us-east-1:123456789012:key/mrk-0" }
  }

  assert {
    condition     = aws_secretsmanager_secret.this.kms_key_id == "arn:aws:kms:eu-west-1:123456789012:key/mrk-0"
    error_message = "The secret has the key of its region."
  }

  assert {
    condition     = [for each in aws_secretsmanager_secret.this.replica : each.kms_key_id if each.region == "us-east-1"] == ["arn:aws:kms:us-east-1:123456789012:key/mrk-0"]
    error_message = "A replica has the key of its region."
  }
}

run "key_of_no_replica" {
  command = plan

  variables {
    replica_keys = { us-east-1 = "arn:aws:kms:us-east-1:123456789012:key/mrk-0" }
  }

  expect_failures = [var.replica_keys]
}

run "recovery_out_of_range" {
  command = plan

  variables {
    recovery = 3
  }

  expect_failures = [var.recovery]
}
