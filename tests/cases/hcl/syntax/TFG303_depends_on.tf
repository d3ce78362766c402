resource "aws_kms_key" "main" {
  depends_on = [aws_kms_key.other]
}
