variable "service" {
  type = string
}

variable "region" {
  type = string
}

variable "account" {
  type = string
}

# Invoices can be made again from orders, so there are no versions, copies in other regions or logs of access.
resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:invoices can be made again
  #checkov:skip=CKV_AWS_21:invoices can be made again
  #checkov:skip=CKV_AWS_144:each region writes its own
  #checkov:skip=CKV_AWS_145:S3's own keys are enough
  #checkov:skip=CKV2_AWS_61:invoices are kept
  #checkov:skip=CKV2_AWS_62:nothing waits for invoices
  bucket = "${var.service}-invoices-${var.account}-${var.region}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "bucket" {
  description = "The bucket of this region."
  value       = aws_s3_bucket.this.bucket
}
