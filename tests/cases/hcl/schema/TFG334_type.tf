resource "aws_lambda_functoin" "get" {}
