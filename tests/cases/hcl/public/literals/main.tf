locals {
  integer  = 1000000
  negative = -1
  exponent = 1e3
  small    = 1.5e-3
  large    = 1E+10
  zero     = 0.0
  big      = 12345678901234567890
  truth    = [true, false, null]
  text     = "tab\t newline\n quote\" backslash\\ \u00e9 \U0001F600"
  dollars  = "$ $$ $5 %% 5% $${a} %%{b} $$${1} %"
  unicode  = "größe 日本語 🚀"
  empty    = ""
  spaces   = "  "
  tuple    = [1, "a", true, null, [], {}]
  trailing = [
    1,
    2,
  ]
  colon  = { a : 1, "b" : 2, c = 3 }
  commas = { a = 1, b = 2, }
  lines = {
    a = 1, b = 2
    c = 3,
    d = 4
  }
  größe      = 1
  with-dash  = 2
  _under     = 3
  of_letters = local.größe + local.with-dash + local._under
}

resource "aws_lambda_function" "this" {
  function_name = "x"
  role          = "arn:aws:iam::123456789012:role/x"
  timeout       = "30"
  memory_size   = 1e3
  publish       = "true"
  description   = 5
  tags          = { a = 1, b = true }
  layers        = null
  s3_bucket     = "x"
  s3_key        = "y"
}
