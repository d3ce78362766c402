resource "aws_kms_key" "main" {}
output "a" {
  value = aws_kms_key.main.arm
}
