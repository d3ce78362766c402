resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = null
}
