output "arn" {
  description = "ARN of the replica, once its autoscaling exists."
  value       = aws_dynamodb_table_replica.this.arn

  # What uses the replica finds it at its full capacity.
  depends_on = [aws_appautoscaling_policy.this]
}
