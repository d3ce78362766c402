resource "aws_dynamodb_table" "this" {
  # checkov:skip=CKV_AWS_119:a customer key costs and is needed in every region, so it is the caller's choice
  name                        = var.name
  billing_mode                = length(var.capacity) == 0 ? "PAY_PER_REQUEST" : "PROVISIONED"
  read_capacity               = try(var.capacity["table/read"].min, null)
  write_capacity              = try(var.capacity["table/write"].min, null)
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  stream_enabled              = var.stream
  stream_view_type            = var.stream ? "NEW_AND_OLD_IMAGES" : null
  deletion_protection_enabled = var.protect

  dynamic "attribute" {
    for_each = var.attributes

    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.global_indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.hash_key
      range_key          = global_secondary_index.value.range_key
      projection_type    = global_secondary_index.value.projection
      non_key_attributes = global_secondary_index.value.include
      read_capacity      = try(var.capacity["index/${global_secondary_index.key}/read"].min, null)
      write_capacity     = try(var.capacity["index/${global_secondary_index.key}/write"].min, null)
    }
  }

  dynamic "local_secondary_index" {
    for_each = var.local_indexes

    content {
      name               = local_secondary_index.key
      range_key          = local_secondary_index.value.range_key
      projection_type    = local_secondary_index.value.projection
      non_key_attributes = local_secondary_index.value.include
    }
  }

  # Always said: the provider takes a block that is gone for no change, and items would go on expiring.
  ttl {
    attribute_name = var.ttl == null ? "" : var.ttl
    enabled        = var.ttl != null
  }

  point_in_time_recovery {
    enabled = var.recovery
  }

  server_side_encryption {
    enabled     = var.encryption.managed || var.encryption.key_arn != null
    kms_key_arn = var.encryption.key_arn
  }

  # An index of a table with data is there when it is filled, which takes hours.
  timeouts {
    create = "24h"
    update = "24h"
    delete = "24h"
  }

  lifecycle {
    # Autoscaling moves the capacities, and replicas are resources of their own. The capacities of global
    # indexes move too, but ignore_changes cannot reach into a set of blocks: a plan shows them going back
    # to their minimum, and autoscaling raises them again.
    ignore_changes = [read_capacity, write_capacity, replica]

    # A region that leaves a 2017.11.29 global table has to leave it before its own table is deleted. And a
    # change that AWS can only make by replacement fails, the name being taken, instead of deleting data.
    create_before_destroy = true
  }
}
