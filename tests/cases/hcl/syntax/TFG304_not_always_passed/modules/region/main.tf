data "aws_region" "here" {
  provider = aws.other
}
