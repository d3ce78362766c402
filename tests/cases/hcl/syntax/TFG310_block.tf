resorce "aws_kms_key" "main" {}
