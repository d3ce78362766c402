locals {
  # Whoever IAM allows it may use the key, and CloudWatch Logs for log groups of this account and region.
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${var.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = {
          ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${var.region}:${var.account}:log-group:*" }
        }
      },
    ]
  })
}

# It rotates with its primary, of which another can be made: it waits as shortly as a key may, since until it is gone
# the region takes no other.
resource "aws_kms_replica_key" "this" {
  description             = "Tables, queues, secrets and logs of ${trimprefix(var.alias, "alias/")}"
  primary_key_arn         = var.primary_arn
  deletion_window_in_days = 7
  policy                  = local.policy
}

resource "aws_kms_alias" "this" {
  name          = var.alias
  target_key_id = aws_kms_replica_key.this.key_id
}
