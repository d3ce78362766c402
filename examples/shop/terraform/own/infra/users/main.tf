variable "service" {
  type = string
}

resource "aws_cognito_user_pool" "this" {
  name = "${var.service}-users"

  password_policy {
    minimum_length    = 14
    require_lowercase = true
    require_numbers   = true
    require_symbols   = true
    require_uppercase = true
  }
}

output "pool_id" {
  description = "The pool, which is in the first region."
  value       = aws_cognito_user_pool.this.id
}
