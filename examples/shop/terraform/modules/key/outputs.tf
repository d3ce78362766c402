output "arn" {
  description = "ARN of the key, once it has its alias."
  value       = aws_kms_key.this.arn

  # What is encrypted by it is used with rights that name the alias.
  depends_on = [aws_kms_alias.this]
}
