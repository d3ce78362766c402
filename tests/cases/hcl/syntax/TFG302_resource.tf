resource "aws_kms_key" "main" {}
resource "aws_kms_key" "main" {}
