resource "aws_s3_object" "file" {
  # checkov:skip=CKV_AWS_186:what is in it is public
  for_each = var.files

  bucket        = aws_s3_bucket.this.id
  key           = each.key
  source        = "${var.folder}/${each.key}"
  source_hash   = filebase64sha256("${var.folder}/${each.key}")
  content_type  = each.value.type
  cache_control = each.value.cache

  depends_on = [
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}

resource "aws_s3_object" "service" {
  # checkov:skip=CKV_AWS_186:what is in it is public
  bucket        = aws_s3_bucket.this.id
  key           = "service.json"
  content       = var.service
  content_type  = "application/json; charset=utf-8"
  cache_control = "no-cache"

  depends_on = [
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}
