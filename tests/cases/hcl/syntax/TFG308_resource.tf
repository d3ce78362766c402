locals {
  name = aws_kms_key.main.key_id
}
resource "aws_kms_key" "main" {
  description = local.name
}
