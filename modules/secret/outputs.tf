output "arn" {
  description = "ARN of the secret. A replica's differs by the region alone."
  value       = aws_secretsmanager_secret.this.arn
}
