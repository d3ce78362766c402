resource "aws_kms_key" "main" {}
output "arn" {
  value = aws_kms_key.mian.arn
}
