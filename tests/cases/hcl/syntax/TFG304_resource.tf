resource "aws_sqs_queue" "main" {
  provider = aws.eu_west_1
}
