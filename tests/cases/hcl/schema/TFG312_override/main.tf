resource "aws_lambda_alias" "this" {
  name          = "live"
  function_name = "x"
}
