resource "aws_lambda_alias" "this" {
  description = "x"
}
