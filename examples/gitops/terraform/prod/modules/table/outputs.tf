output "arn" {
  description = "ARN of the table, once its autoscaling exists."
  value       = aws_dynamodb_table.this.arn

  # AWS refuses a replica of a provisioned table whose writes do not scale.
  depends_on = [aws_appautoscaling_policy.this]
}

output "name" {
  description = "Name of the table, once its autoscaling exists."
  value       = aws_dynamodb_table.this.name

  # As for arn: a 2017.11.29 global table is put together by name.
  depends_on = [aws_appautoscaling_policy.this]
}
