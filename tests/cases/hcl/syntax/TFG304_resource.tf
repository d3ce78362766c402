resource "aws_kms_key" "main" {
  provider = aws.eu_west_1
}
