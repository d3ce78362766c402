output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "alias" {
  description = "Alias of the version that is in use."
  value       = aws_lambda_alias.live.name
}

output "arn" {
  description = "ARN of the alias."
  value       = aws_lambda_alias.live.arn
}

output "invoke_arn" {
  description = "ARN by which an API invokes the alias."
  value       = aws_lambda_alias.live.invoke_arn
}
