resource "aws_kms_key" "main" {
  description = aws_kms_key.main.arn
}
