resource "aws_lambda_function" "get" {
  function_name = "get"
  role          = "arn:aws:iam::123456789012:role/get"
  filename      = "get.zip"
  handler       = "get.main"
  runtime       = "python3.13"
  timeout       = "ten"
}
