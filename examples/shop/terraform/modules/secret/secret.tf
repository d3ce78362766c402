resource "aws_secretsmanager_secret" "this" {
  # checkov:skip=CKV_AWS_149:Secrets Manager encrypts with a key of its own; a customer key costs and is needed in every region, so it is the caller's choice
  # checkov:skip=CKV2_AWS_57:who sets the value rotates it: what it opens is not known here
  name                    = var.name
  recovery_window_in_days = var.recovery
  kms_key_id              = var.key_arn

  # A secret of that name in another region, which is none of its replicas, is left alone: the apply fails.
  force_overwrite_replica_secret = false

  dynamic "replica" {
    for_each = var.replicas

    content {
      region     = replica.value
      kms_key_id = lookup(var.replica_keys, replica.value, null)
    }
  }
}
