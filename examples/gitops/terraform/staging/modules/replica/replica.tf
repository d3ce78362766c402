resource "aws_dynamodb_table_replica" "this" {
  # checkov:skip=CKV_AWS_271:a customer key costs and is needed in every region, so it is the caller's choice
  global_table_arn            = var.source_arn
  kms_key_arn                 = var.key_arn
  point_in_time_recovery      = var.recovery
  deletion_protection_enabled = var.protect

  # A replica is there when all data is copied, which takes hours: after a shorter wait it would exist, unknown to the state.
  timeouts {
    create = "24h"
    update = "24h"
    delete = "24h"
  }
}

# Where modules/replica-moving held it while home moved.
moved {
  from = aws_dynamodb_table_replica.moving
  to   = aws_dynamodb_table_replica.this
}
